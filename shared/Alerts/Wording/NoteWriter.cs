using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Alerts.Wording;

/// <summary>Puts one finding into words.</summary>
internal static class NoteWriter
{
    private static readonly IReadOnlyList<string> WhenDataStops =
    [
        "See whether the export still arrives, and whether its rows are rejected (crm-rejects names line, column and reason).",
        "If the business simply stopped doing this, take the rule out of benchmarks.yaml.",
    ];

    /// <summary>The note about <paramref name="finding"/> for a person.</summary>
    public static Note Of(Finding finding, string person, WordingContext context) => new()
    {
        Kind = Kind(finding.Decision.Reason),
        Severity = IsOff(finding) ? finding.Severity : Severity.None,
        Label = Label(finding),
        Headline = FirstLine.Headline(finding, context),
        FirstLine = FirstLine.Sentence(finding, context),
        Facts = NoteFacts.Of(finding, context),
        Chart = Chart(finding),
        Playbook = finding.Decision.Reason == Reason.DataStopped ? WhenDataStops : IsOff(finding) ? finding.Kpi.Playbook : [],
        Links = [.. AnswerLinks(finding, person, context), .. NoteLinks.Of(finding, context.LinkBase)],
    };

    /// <summary>What is over needs no answer.</summary>
    private static IEnumerable<Link> AnswerLinks(Finding finding, string person, WordingContext context) =>
        context.Answers is { } answers && Kind(finding.Decision.Reason) is NoteKind.Breach or NoteKind.Reminder or NoteKind.NoData
            ? [answers.Of(new AlertKey(finding.Rule.Id, finding.Segment, finding.Rule.Window), person, finding.Day)]
            : [];

    private static TrendChart? Chart(Finding finding) => finding.Trend.Count == 0
        ? null
        : new TrendChart([.. finding.Trend.Select(point => point.Value)], finding.Benchmark?.Warning is { } limits ? [.. new[] { limits.Lower, limits.Upper }.OfType<double>()] : []);

    private static bool IsOff(Finding finding) => Kind(finding.Decision.Reason) is NoteKind.Breach or NoteKind.Reminder;

    private static NoteKind Kind(Reason reason) => reason switch
    {
        Reason.FirstBreach or Reason.Worse => NoteKind.Breach,
        Reason.Reminder => NoteKind.Reminder,
        Reason.DataStopped => NoteKind.NoData,
        Reason.DataBack => NoteKind.DataBack,
        Reason.Resolved => NoteKind.Resolved,
        _ => throw new ArgumentException("There is nothing to tell.", nameof(reason)),
    };

    private static string Label(Finding finding) => (finding.Decision.Reason, finding.Severity) switch
    {
        (Reason.DataStopped, _) => "No data",
        (Reason.DataBack, _) => "Data is back",
        (Reason.Resolved, _) => "Resolved",
        (Reason.Worse, Severity.Critical) => "Now critical",
        (Reason.Reminder, Severity.Critical) => "Still critical",
        (Reason.Reminder, _) => "Still a warning",
        (_, Severity.Critical) => "Critical",
        _ => "Warning",
    };
}
