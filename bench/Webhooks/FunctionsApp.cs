using System.Diagnostics;

namespace CrmServerless.Bench.Webhooks;

/// <summary>The functions app as a process of its own on a free port.</summary>
internal sealed class FunctionsApp : IAsyncDisposable
{
    private const string Announcement = "Listening on ";

    private readonly Process process;

    private FunctionsApp(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<FunctionsApp> StartAsync(string storage, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["CrmServerless.Functions.dll", "--port", "0"])
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "functions"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings.Append(("AzureWebJobsStorage", storage)).Append(("CrmStorage", storage)).Append(("LocalHost__StopWithInput", "true")))
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
                continue;

            // What it says from here on is read, so that it never waits for a reader, and thrown away.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new FunctionsApp(process, new Uri(line[Announcement.Length..]));
        }

        throw new InvalidOperationException("the functions app ended before it served");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
