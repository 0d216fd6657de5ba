using System.ComponentModel;
using System.Diagnostics;

namespace CrmServerless.Azurite;

/// <summary>Runs npm and node, which the user has to have.</summary>
internal static class NpmProcess
{
    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Runs npm with <paramref name="arguments"/> in <paramref name="folder"/> to its end.</summary>
    /// <exception cref="AzuriteException">npm is missing, or did not succeed.</exception>
    public static async Task RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var npm = Start(new ProcessStartInfo(Npm, arguments) { WorkingDirectory = folder });
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellation);
            var errors = npm.StandardError.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0) throw new AzuriteException($"npm could not install Azurite (exit code {npm.ExitCode}): {await errors}{await output}");
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a process whose three streams are ours.</summary>
    /// <exception cref="AzuriteException">The program is not on the path.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception absent)
        {
            throw new AzuriteException(
                $"'{start.FileName}' could not be started ({absent.Message}). The local storage emulator Azurite needs Node.js 20 or later with npm on the path: "
                + "install it, or start a storage emulator yourself, or set a connection string of a storage account.",
                absent);
        }
    }
}
