using System.CommandLine;
using CrmServerless.Cli.Commands.Alerts;
using CrmServerless.Cli.Console;

namespace CrmServerless.Cli.Commands;

/// <summary>The tool as a whole: its commands, and what happens to whatever they throw.</summary>
internal static class CrmCommand
{
    // After Ctrl+C the children are stopped and temporary folders deleted.
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(45);

    /// <summary>Parses and runs; returns the exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Results.Profile.Out.Writer,
            Error = terminal.Notes.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationPatience,
        };
        return Root(terminal).Parse(args).InvokeAsync(configuration);
    }

    /// <summary>The root command with all others.</summary>
    public static RootCommand Root(Terminal terminal) => new("""
        CRM KPIs and alerts from your own exports, on this machine or against a deployed installation.

        Exit codes: 0 done; 1 it could not be done; 2 done, but something is not well (a file that cannot be used, a broken configuration); 130 ended by Ctrl+C.
        """)
    {
        DemoCommand.Create(terminal),
        KpisCommand.Create(terminal),
        MappingsCommand.Create(terminal),
        MapCommand.Create(terminal),
        CheckConfigCommand.Create(terminal),
        TryCommand.Create(terminal),
        IngestionsCommand.Create(terminal),
        RejectsCommand.Create(terminal),
        ReplayCommand.Create(terminal),
        ReleaseCommand.Create(terminal),
        UnlinkedCommand.Create(terminal),
        MetricsCommand.Create(terminal),
        AlertsCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        DriversCommand.Create(terminal),
        ReviewCommand.Create(terminal),
        ComputeCommand.Create(terminal),
    };

    /// <summary>Sets a command's action; reasons to stop are told in words, everything unexpected with its trace.</summary>
    public static Command Does(this Command command, Terminal terminal, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                terminal.Note("Ended by Ctrl+C");
                return ExitCodes.Cancelled;
            }
            catch (Exception e) when (Failures.InWords(e) is { } words)
            {
                terminal.Note($"crm: {words}");
                return ExitCodes.Failed;
            }
        });
        return command;
    }
}
