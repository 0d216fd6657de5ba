using System.Diagnostics;

namespace CrmServerless.Cli.Local.Hosting;

/// <summary>The functions app beside the tool, and the command that runs it on this machine.</summary>
/// <param name="Folder">The folder that holds it.</param>
internal sealed record FunctionsApp(string Folder)
{
    private const string Assembly = "CrmServerless.Functions.dll";

    // Only the genuine worker has it; an app built with it needs Azure's own host.
    private const string GenuineWorker = "Microsoft.Azure.Functions.Worker.Grpc.dll";

    /// <summary>The app that was built with the tool.</summary>
    public static FunctionsApp BesideTool => new(Path.Combine(AppContext.BaseDirectory, "functions"));

    /// <summary>Whether it was built with the genuine packages, and so runs under Azure Functions Core Tools instead of by itself.</summary>
    public bool IsGenuine => File.Exists(Path.Combine(Folder, GenuineWorker));

    /// <summary>The command that runs it.</summary>
    /// <param name="port">Port on 127.0.0.1.</param>
    /// <exception cref="CliException">The app is not there.</exception>
    public ProcessStartInfo Command(int port)
    {
        if (!File.Exists(Path.Combine(Folder, Assembly)))
        {
            throw new CliException($"The functions app is not in {Folder}: build the solution again");
        }

        var command = IsGenuine
            ? new ProcessStartInfo("func", ["start", "--no-build", "--port", $"{port}"])
            : new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Assembly, "--port", $"{port}"]);
        command.WorkingDirectory = Folder;
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        return command;
    }

    /// <summary>What to do when <see cref="Command"/> cannot be found.</summary>
    public string Missing => IsGenuine
        ? "Azure Functions Core Tools are not installed: npm install --global azure-functions-core-tools@4"
        : "dotnet is not on the PATH";
}
