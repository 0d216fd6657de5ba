using System.Diagnostics;
using System.Globalization;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>An ingestion as a process of its own (tests/killed).</summary>
internal static class KilledProcess
{
    /// <summary>What a shell says of a process that SIGKILL ended: 128 + 9.</summary>
    private const int Killed = 137;

    /// <summary>Runs to the end, and returns how many writes to storage it took.</summary>
    public static async Task<int> RunToEndAsync(string connection)
    {
        var (exitCode, output) = await RunAsync(connection, 0);
        Assert.Equal(0, exitCode);
        return int.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs until SIGKILL after so many writes.</summary>
    public static async Task RunUntilKilledAsync(string connection, int afterWrites) =>
        Assert.Equal(Killed, (await RunAsync(connection, afterWrites)).ExitCode);

    private static async Task<(int ExitCode, string Output)> RunAsync(string connection, int fatalWrite)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "CrmServerless.Tests.Killed.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, fatalWrite.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["CrmStorage"] = connection;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Patience);
        await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return (process.ExitCode, output.Trim());
    }
}
