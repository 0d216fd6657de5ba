using System.CommandLine;
using CrmServerless.Configuration;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Cli.Commands;

/// <summary>The options by which a command finds the installation it works on.</summary>
internal static class InstallationOptions
{
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>Where the data lies.</summary>
    public static Option<string?> Connection() => new("--connection")
    {
        Description = "The storage account's connection string. Without it the environment decides, as for the app (CrmStorage, or "
            + "CrmStorage__accountName with your own sign-in), and without that the local emulator.",
        HelpName = "TEXT",
    };

    /// <summary>The storage account that the command line and environment name.</summary>
    /// <exception cref="CliException">The environment names it incompletely, or the connection string is none.</exception>
    public static CrmStorage Storage(ParseResult parsed, Option<string?> connection)
    {
        try
        {
            return parsed.GetValue(connection) is { Length: > 0 } text ? CrmStorageFactory.FromConnectionString(text) : FromEnvironment();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            // The message of a parser may quote the connection string, and with it the key.
            throw new CliException(e is InvalidOperationException ? e.Message : "The connection string is not one of a storage account");
        }
    }

    private static CrmStorage FromEnvironment()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return environment.GetSection(CrmServices.Connection).Exists()
            ? CrmStorageFactory.FromSettings(environment, CrmServices.Connection)
            : CrmStorageFactory.FromConnectionString(DevelopmentStorage);
    }
}
