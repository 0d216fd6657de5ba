using System.Globalization;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Alerts.Wording;

/// <summary>Links into the metrics API (design.md, contract of the metrics API). They carry no key: the reader signs in.</summary>
internal static class NoteLinks
{
    private const int DaysShown = 90;

    /// <summary>The figures behind a finding, and the same KPI's other segments on that day.</summary>
    public static IReadOnlyList<Link> Of(Finding finding, Uri? linkBase)
    {
        if (linkBase is null)
            return [];
        var kpi = $"kpi={Uri.EscapeDataString(finding.Kpi.Id)}&window={finding.Rule.Window.ToString(CultureInfo.InvariantCulture)}";
        return
        [
            new("The figures of the last 90 days", At(linkBase, $"{kpi}&segment={Uri.EscapeDataString(finding.Segment)}&{Days(finding.Day.AddDays(1 - DaysShown), finding.Day)}")),
            new("All segments of this day", At(linkBase, $"{kpi}&{Days(finding.Day, finding.Day)}")),
        ];
    }

    /// <summary>All figures of a day.</summary>
    public static Link? Everything(DateOnly day, Uri? linkBase) =>
        linkBase is null ? null : new("All figures of this day", At(linkBase, Days(day, day)));

    private static Uri At(Uri linkBase, string query) => new($"{linkBase.AbsoluteUri.TrimEnd('/')}/metrics?{query}");

    private static string Days(DateOnly from, DateOnly to) =>
        string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
}
