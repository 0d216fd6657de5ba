using Microsoft.Azure.Functions.Worker.LocalHost;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Where a Functions app begins
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#start-up-and-configuration">start-up</see>).
/// </summary>
#pragma warning disable CA1052 // The genuine type can be made.
public class FunctionsApplication
#pragma warning restore CA1052
{
    /// <summary>
    /// A builder with the defaults of a .NET host. Here the app is also its own host: settings come from local.settings.json and host.json
    /// beside the app, and --port N chooses the port.
    /// </summary>
    /// <param name="args">The command line.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, LocalHostOptions.OfThisProcess);
}
