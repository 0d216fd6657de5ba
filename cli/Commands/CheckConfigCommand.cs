using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Local;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm check-config DIR` or `crm check-config deployed`: everything that is wrong in a configuration.</summary>
internal static class CheckConfigCommand
{
    private const string Deployed = "deployed";

    public static Command Create(Terminal terminal)
    {
        var place = new Argument<string>("DIR")
        {
            Description = $"The folder with business.yaml and the others, or `{Deployed}` for the container {StorageNames.Config} of an installation.",
            DefaultValueFactory = _ => ".",
        };
        var connection = InstallationOptions.Connection();
        return new Command("check-config", "Checks a configuration and names every error with file, line and what was expected. Exit code 2 when there is any.") { place, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var where = parsed.GetRequiredValue(place);
                return where == Deployed
                    ? await CheckAsync(terminal, Container(parsed, connection, terminal), $"the container {StorageNames.Config}", cancellationToken)
                    : await CheckAsync(terminal, Folder(where), $"the folder {where}", cancellationToken);
            });
    }

    private static ConfigurationFolder Folder(string path) =>
        Directory.Exists(path) ? new ConfigurationFolder(path, ConfigurationReading.Parser) : throw new CliException($"There is no folder {path}");

    private static ConfigurationStore Container(ParseResult parsed, Option<string?> connection, Terminal terminal) =>
        new(InstallationOptions.Storage(parsed, connection).Container(StorageNames.Config), ConfigurationReading.Parser, terminal.Time);

    private static async Task<int> CheckAsync(Terminal terminal, IConfigurationSource source, string place, CancellationToken cancellationToken)
    {
        var configuration = await source.LoadAsync(cancellationToken);
        foreach (var error in configuration.Errors)
        {
            terminal.WriteLine(error.ToString());
        }

        terminal.WriteLine(Summary(configuration, place));
        return configuration.Errors.Count == 0 ? ExitCodes.Good : ExitCodes.Findings;
    }

    private static string Summary(CrmConfiguration configuration, string place) => configuration switch
    {
        { Errors.Count: 1 } => $"1 error in {place}",
        { Errors.Count: > 1 } => $"{configuration.Errors.Count} errors in {place}",
        { Files.Count: 0 } => $"No configuration in {place}: the defaults hold",
        _ => $"{string.Join(", ", configuration.Files)}: good",
    };
}
