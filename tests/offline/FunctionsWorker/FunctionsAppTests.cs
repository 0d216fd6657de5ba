using System.Diagnostics;
using System.Reflection;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>The product's own app as a process: starts, answers, and ends with SIGTERM.</summary>
public sealed class FunctionsAppTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string ListeningPrefix = "Listening on ";

    [SkippableFact]
    public async Task App_OfTheProduct_AnswersHealthAndEndsWithSigterm()
    {
        Skip.If(OperatingSystem.IsWindows(), "SIGTERM is a Unix signal.");
        using var app = Start(azurite.NewAccount());
        var address = await AddressAsync(app);
        using var http = new HttpClient { BaseAddress = address };

        Assert.StartsWith("""{"status":"live""", await http.GetStringAsync(new Uri("/api/health", UriKind.Relative)), StringComparison.Ordinal);

        using (var kill = Process.Start("kill", ["-TERM", $"{app.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await app.WaitForExitAsync(patience.Token);
        Assert.Equal(0, app.ExitCode);
    }

    private static Process Start(TestAccount account)
    {
        var start = new ProcessStartInfo("dotnet", [AppPath(), "--port", "0"]) { RedirectStandardOutput = true };
        start.Environment["AzureWebJobsStorage"] = account.ConnectionString;
        start.Environment["CrmStorage"] = account.ConnectionString;
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process app)
    {
        List<string> lines = [];
        while (await app.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ListeningPrefix, StringComparison.Ordinal)) return new Uri(line[ListeningPrefix.Length..]);
            lines.Add(line);
        }

        throw new InvalidOperationException($"The app ended: {string.Join('\n', lines)}");
    }

    /// <summary>functions/bin/{configuration}/{framework}, beside this assembly's own folder.</summary>
    private static string AppPath()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = typeof(FunctionsAppTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var root = own;
        while (!File.Exists(Path.Combine(root.FullName, "CrmServerless.sln"))) root = root.Parent!;
        return Path.Combine(root.FullName, "functions", "bin", configuration, own.Name, "CrmServerless.Functions.dll");
    }
}
