using System.CommandLine;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Storage;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Segments;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CrmServerless.Cli.Commands.Alerts;

/// <summary>`crm alerts snooze`, `acknowledge`, `until-better`, `resume` and `comment`: what links in messages do, from here.</summary>
internal static class AnswerCommands
{
    /// <summary>The commands.</summary>
    public static IEnumerable<Command> Create(Terminal terminal)
    {
        yield return Snooze(terminal);
        yield return Simple(terminal, "acknowledge", "Somebody works on it: no more reminders until it is well; worse and well again are told.", AnswerKind.Acknowledge);
        yield return Simple(terminal, "until-better", "Tells nothing of it until it is well again.", AnswerKind.UntilBetter);
        yield return Simple(terminal, "resume", "Takes a snooze or acknowledgement back.", AnswerKind.Resume);
        yield return Simple(terminal, "comment", "Keeps words, given by --text, that the next message shows.", AnswerKind.Comment);
    }

    private static Command Snooze(Terminal terminal)
    {
        var until = Days.Option("--until", "The local day on which it is told again.");
        until.Required = true;
        var target = new Target();
        var command = new Command("snooze", "Tells nothing of it until a day; what is then still off is told.") { until };
        return target.AddTo(command).Does(terminal, (parsed, cancellationToken) => AnswerAsync(
            terminal, target, parsed,
            zone => new AlertAnswer(AnswerKind.Snooze, zone.AtStartOfDay(LocalDate.FromDateOnly(parsed.GetValue(until)!.Value)).ToDateTimeOffset(), parsed.GetValue(target.Text)!), cancellationToken));
    }

    private static Command Simple(Terminal terminal, string name, string description, AnswerKind kind)
    {
        var target = new Target();
        return target.AddTo(new Command(name, description)).Does(terminal, (parsed, cancellationToken) =>
            AnswerAsync(terminal, target, parsed, _ => new AlertAnswer(kind, null, parsed.GetValue(target.Text)!), cancellationToken));
    }

    private static async Task<int> AnswerAsync(Terminal terminal, Target target, ParseResult parsed, Func<DateTimeZone, AlertAnswer> answerIn, CancellationToken cancellationToken)
    {
        using var services = InstallationServices.Of(InstallationOptions.Storage(parsed, target.Connection), terminal.Time);
        var zone = (await services.GetRequiredService<IConfigurationSource>().LoadAsync(cancellationToken)).Business.TimeZone;
        var answer = answerIn(zone);
        if (answer is { Kind: AnswerKind.Comment, Text.Length: 0 })
            throw new CliException("A comment needs --text");
        var (rule, segment) = (parsed.GetValue(target.Rule)!, parsed.GetValue(target.Segment)!);
        var found = (await services.GetRequiredService<AlertStore>().OfRuleAsync(rule, cancellationToken)).Where(alert => alert.Key.Segment == segment).ToList();
        if (found.Count == 0)
            throw new CliException($"Rule {rule} has no alert of {segment}; `crm alerts --all` lists them");
        foreach (var alert in found)
        {
            var now = await services.GetRequiredService<AlertDesk>().TakeAsync(alert.Key, parsed.GetValue(target.By)!, alert.State.Day, answer, cancellationToken);
            var quiet = now?.State.Quiet is { } overlay && overlay.IsInForce(now.State.Condition, terminal.Time.GetUtcNow()) ? QuietText.Of(overlay, zone) : "not quiet";
            terminal.WriteLine($"{rule}, {segment}: {quiet}");
        }

        return ExitCodes.Good;
    }

    /// <summary>Which alert, who answers, and in which words.</summary>
    private sealed class Target
    {
        public Argument<string> Rule { get; } = new("RULE") { Description = "The rule's id." };

        public Argument<string> Segment { get; } = new("SEGMENT") { Description = "all, or e.g. region=North.", DefaultValueFactory = _ => SegmentText.All };

        public Option<string> Text { get; } = new("--text") { Description = "Why, in your words; shown with the next message.", HelpName = "TEXT", DefaultValueFactory = _ => "" };

        public Option<string> By { get; } = new("--by") { Description = "Who answers.", HelpName = "NAME", DefaultValueFactory = _ => "operator" };

        public Option<string?> Connection { get; } = InstallationOptions.Connection();

        public Command AddTo(Command command)
        {
            command.Add(Rule);
            command.Add(Segment);
            command.Add(Text);
            command.Add(By);
            command.Add(Connection);
            return command;
        }
    }
}
