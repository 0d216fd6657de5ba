using System.Globalization;
using CrmServerless.Alerts.Wording;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;
using NodaTime;

namespace CrmServerless.Alerts.Silence;

/// <summary>Puts a source's silence, or its end, into words.</summary>
internal static class SourceNote
{
    private const int HoursToldAsSuch = 72;
    private const int MostKpis = 8;

    private static readonly IReadOnlyList<string> WhenSilent =
    [
        "See whether the export job still runs there and its sign-in is still valid; `crm ingestions` shows what came last, and what could not be used.",
        "If this source is meant to be quiet, state its expectedArrival in sources.yaml.",
    ];

    /// <summary>The note.</summary>
    /// <param name="judgement">What was decided; something is to be told.</param>
    /// <param name="kpis">The names of the KPIs that rules hold against benchmarks and that rest on the source.</param>
    /// <param name="zone">The business time zone.</param>
    public static Note Of(SourceJudgement judgement, IReadOnlyList<string> kpis, DateTimeZone zone) =>
        judgement.Decision.Reason == Reason.DataStopped ? Silent(judgement.Arrival, kpis, zone) : Back(judgement.Arrival, kpis, zone);

    private static Note Silent(SourceArrival arrival, IReadOnlyList<string> kpis, DateTimeZone zone)
    {
        var since = Local(arrival.Newest, zone);
        return new Note
        {
            Kind = NoteKind.NoData,
            Severity = Severity.None,
            Label = "Source silent",
            Headline = $"Source {arrival.Source}: nothing since {Dates.Day(DateOnly.FromDateTime(since))}",
            FirstLine = $"Nothing has come from source {arrival.Source} since {Instant(since)}; {Expected(arrival)}. {Waiting(kpis)}",
            Facts = [new Fact("Last delivery", Instant(since)), new Fact("Expected", Expected(arrival)), .. Affected(kpis)],
            Playbook = WhenSilent,
        };
    }

    private static Note Back(SourceArrival arrival, IReadOnlyList<string> kpis, DateTimeZone zone) => new()
    {
        Kind = NoteKind.DataBack,
        Severity = Severity.None,
        Label = "Data is back",
        Headline = $"Source {arrival.Source} delivers again",
        FirstLine = $"Source {arrival.Source} delivers again, since {Instant(Local(arrival.Newest, zone))}; what rests on it is judged again.",
        Facts = [.. Affected(kpis)],
    };

    private static string Expected(SourceArrival arrival)
    {
        var every = arrival.Expected!.Value;
        var time = every.TotalHours <= HoursToldAsSuch
            ? string.Create(CultureInfo.InvariantCulture, $"{every.TotalHours:0.#} hours")
            : string.Create(CultureInfo.InvariantCulture, $"{every.TotalDays:0.#} days");
        return arrival.IsLearned ? $"usually it does within {time}" : $"it should every {time} (sources.yaml)";
    }

    private static string Waiting(IReadOnlyList<string> kpis) => kpis.Count switch
    {
        0 => "No rule rests on it.",
        1 => $"{kpis[0]} is not judged until it does.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{kpis.Count} KPIs are not judged until it does."),
    };

    private static IEnumerable<Fact> Affected(IReadOnlyList<string> kpis) => kpis.Count == 0 ? [] :
        [new Fact("KPIs", string.Join(", ", kpis.Take(MostKpis)) + (kpis.Count > MostKpis ? string.Create(CultureInfo.InvariantCulture, $" and {kpis.Count - MostKpis} more") : ""))];

    private static string Instant(DateTime local) => $"{Dates.Day(DateOnly.FromDateTime(local))} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    private static DateTime Local(DateTimeOffset instant, DateTimeZone zone) => NodaTime.Instant.FromDateTimeOffset(instant).InZone(zone).ToDateTimeUnspecified();
}
