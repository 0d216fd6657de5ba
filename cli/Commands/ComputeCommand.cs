using System.CommandLine;
using CrmServerless.Cli.Console;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm compute`, also `crm backfill`: has days computed, again or for the first time.</summary>
internal static class ComputeCommand
{
    public static Command Create(Terminal terminal)
    {
        var from = Days.Option("--from", "The first day. Without it and --to: all days of which the data speaks.");
        var to = Days.Option("--to", "The last day.");
        var references = new Option<bool>("--references") { Description = "Also the earlier days that benchmarks and trends compare these with." };
        var url = AppOptions.Url();
        var key = AppOptions.Key();
        var command = new Command("compute", "Has the app compute days again, and waits until it has; it begins within a minute. Days that come out equal are not written again.") { from, to, references, url, key }
            .WithRange(from, to)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var http = new HttpClient();
                var app = AppOptions.Client(http, parsed, url, key, terminal.Time);
                var days = Days.Range(parsed.GetValue(from), parsed.GetValue(to));
                var job = await new Steps(terminal).RunAsync("Computing", progress => app.ComputeAsync(days, null, parsed.GetValue(references), jobTimer: null, progress, cancellationToken));
                terminal.WriteLine($"{job.From:yyyy-MM-dd} to {job.To:yyyy-MM-dd}: {job.Message}");
                return ExitCodes.Good;
            });
        command.Aliases.Add("backfill");
        return command;
    }
}
