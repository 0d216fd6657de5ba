using System.ComponentModel;
using System.Diagnostics;

namespace CrmServerless.Npm;

/// <summary>Runs npm and node, which the user has to have.</summary>
public static class NpmProcess
{
    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Runs npm with <paramref name="arguments"/> in <paramref name="folder"/> to its end.</summary>
    /// <exception cref="NpmException">npm is missing, or did not succeed.</exception>
    public static async Task RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var npm = Start(new ProcessStartInfo(Npm, arguments) { WorkingDirectory = folder });
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellation);
            var errors = npm.StandardError.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0) throw new NpmException($"npm could not install what {Path.GetFileName(folder)} needs (exit code {npm.ExitCode}): {await errors}{await output}");
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a process whose three streams are ours.</summary>
    /// <exception cref="NpmException">The program is not on the path.</exception>
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
            throw new NpmException(
                $"'{start.FileName}' could not be started ({absent.Message}). The servers for local use need Node.js 20 or later with npm on the path: install it.",
                absent);
        }
    }
}
