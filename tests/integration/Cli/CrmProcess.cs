using System.Diagnostics;

namespace CrmServerless.Tests.Integration.Cli;

/// <summary>What a run of the operator's tool left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, results and progress.</param>
internal sealed record CrmProcess(int ExitCode, string Output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs `crm` with these arguments to its end, as a process of its own.</summary>
    public static async Task<CrmProcess> RunAsync(params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "crm.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [tool, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new CrmProcess(process.ExitCode, string.Concat(await printed));
    }
}
