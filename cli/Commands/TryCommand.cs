using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Trying;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm try DIR`: the whole pipeline on the user's own files.</summary>
internal static class TryCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The files to try: subfolders are sources; files directly in it belong to one source of its own name." };
        var config = new Option<string?>("--config") { Description = "The folder of the configuration (business.yaml, mappings/, …). Without it the defaults hold.", HelpName = "DIR" };
        var from = Days.Option("--from", "The first day to compute. Without it and --to: all days of which the data speaks.");
        var to = Days.Option("--to", "The last day to compute.");
        var segments = new Option<string?>("--segments") { Description = "Dimensions and combinations in place of the configured ones, e.g. region,product,region&tier.", HelpName = "LIST" };
        var output = new Option<string?>("--out") { Description = "Writes all metrics of these days to a csv file.", HelpName = "FILE" };
        var log = new Option<string?>("--log") { Description = "Keeps what the app prints in a file.", HelpName = "FILE" };
        var command = new Command(
            "try",
            "Ingests your own files and computes the KPIs, in a storage that is thrown away afterwards. Exit code 2 when a file could not be used.")
        { folder, config, from, to, segments, output, log };
        return command.WithRange(from, to).Does(terminal, (parsed, cancellationToken) => new TryRun(terminal).RunAsync(
            new TryRequest(
                parsed.GetRequiredValue(folder), parsed.GetValue(config), Days.Range(parsed.GetValue(from), parsed.GetValue(to)),
                (parsed.GetValue(segments) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), parsed.GetValue(output), parsed.GetValue(log)),
            cancellationToken));
    }
}
