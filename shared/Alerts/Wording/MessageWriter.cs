using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Alerts.Wording;

/// <summary>Puts all findings of a night for one manager into one message, worst first.</summary>
public static class MessageWriter
{
    private const int LongestSubject = 120;

    /// <summary>The message to <paramref name="person"/> of findings, and other notes beside them; there is at least one of either.</summary>
    public static ManagerMessage Write(Person person, DateOnly day, IEnumerable<Finding> findings, WordingContext context, IEnumerable<Note>? others = null)
    {
        var notes = findings
            .Select(finding => (Finding: (Finding?)finding, Note: NoteWriter.Of(finding, person.Id, context)))
            .Concat((others ?? []).Select(note => (Finding: (Finding?)null, Note: note)))
            .OrderBy(pair => pair.Note.Kind)
            .ThenByDescending(pair => pair.Note.Severity)
            .ThenByDescending(pair => pair.Finding?.Money?.Amount ?? 0)
            .ThenByDescending(pair => RelativeDistance(pair.Finding))
            .ThenBy(pair => pair.Note.Headline, StringComparer.Ordinal)
            .Select(pair => pair.Note)
            .ToList();
        var zone = context.Business.TimeZone.Id;
        return new ManagerMessage
        {
            Subject = Subject(notes),
            Greeting = $"Good morning {person.Name},",
            Summary = $"{Counts(notes)} in the figures of {Dates.Day(day)}.",
            Notes = notes,
            Everything = NoteLinks.Everything(day, context.LinkBase),
            Footer = $"You get this because managers.yaml sends alerts on these KPIs to you. Days are calendar days in {zone}.",
        };
    }

    private static string Subject(List<Note> notes)
    {
        var more = notes.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (+{notes.Count - 1} more)") : "";
        var room = LongestSubject - more.Length;
        var worst = notes[0].Kind is NoteKind.Resolved or NoteKind.NoData or NoteKind.DataBack ? notes[0].Headline : $"{notes[0].Label}: {notes[0].Headline}";
        worst = notes[0].Kind == NoteKind.Resolved ? $"Resolved: {worst}" : worst;
        return OneLine(Cut(worst, room)) + more;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end].TrimEnd() + "…";
    }

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Counts(List<Note> notes)
    {
        var counts = new (int Count, string One, string Many)[]
        {
            (notes.Count(note => note.Kind == NoteKind.Breach && note.Severity == Severity.Critical), "critical", "critical"),
            (notes.Count(note => note.Kind == NoteKind.Breach && note.Severity == Severity.Warning), "warning", "warnings"),
            (notes.Count(note => note.Kind == NoteKind.Reminder), "still off", "still off"),
            (notes.Count(note => note.Kind == NoteKind.NoData), "without data", "without data"),
            (notes.Count(note => note.Kind == NoteKind.Resolved), "resolved", "resolved"),
            (notes.Count(note => note.Kind == NoteKind.DataBack), "with data again", "with data again"),
        };
        return string.Join(", ", counts.Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {(part.Count == 1 ? part.One : part.Many)}")));
    }

    private static double RelativeDistance(Finding? finding)
    {
        if (finding is not { Row.Value: { } value, Benchmark: { } benchmark })
            return 0;
        var expected = benchmark.ExpectedFor(value);
        return Math.Abs(value - expected) / Math.Max(Math.Abs(expected), double.Epsilon);
    }
}
