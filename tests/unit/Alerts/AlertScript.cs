using CrmServerless.Alerts;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;

namespace CrmServerless.Tests.Unit.Alerts;

/// <summary>
/// Words for the tables of cases. The KPI is one where more is better, expected at 100: below 90 is a warning, below 80 critical, from 95 up recovered.
/// A state reads `open warning 3 since 8; told warning 9`: status, severity, days in a row, since day 8 of March, last told on day 9.
/// Away data reads `nodata 2 over open warning 3 since 8`.
/// </summary>
internal static class AlertScript
{
    public static readonly BenchmarkValue Benchmark = new()
    {
        Kind = "expectation",
        Low = 100,
        High = 100,
        Warning = new Limits(90, null),
        Critical = new Limits(80, null),
        Recovery = new Limits(95, null),
        Source = "the target set in benchmarks.yaml",
    };

    public static DateOnly March(int day) => new(2026, 3, day);

    public static Reading Reading(string word, DateOnly day) => word switch
    {
        "better" => new(day, 150, 50, true, Benchmark),
        "fine" => new(day, 95, 50, true, Benchmark),
        "edge" => new(day, 90, 50, true, Benchmark),
        "warning" => new(day, 89, 50, true, Benchmark),
        "critical" => new(day, 79, 50, true, Benchmark),
        "thin" => new(day, 10, 29, true, Benchmark),
        "warming" => new(day, 10, 50, true, new NoBenchmark(NoBenchmarkReason.WarmingUp)),
        "nodata" => new(day, null, 0, true, Benchmark),
        "stale" => new(day, 10, 50, false, Benchmark),
        _ => throw new ArgumentException(word),
    };

    public static AlertState? State(string text, DateOnly day)
    {
        if (text == "none")
            return null;
        var parts = text.Split("; ");
        return new AlertState(day, Condition(parts[0]), null, Told(parts[1..]));
    }

    public static string Write(AlertState? state) => state is null ? "none" : string.Join("; ", new[] { Write(state.Condition) }.Concat(Write(state.Told)));

    private static Condition Condition(string text)
    {
        var layers = text.Split(" over ");
        var beneath = Present(layers[^1].Split(' '));
        if (layers.Length == 1)
            return beneath;
        var away = layers[0].Split(' ');
        return beneath with { Status = Enum.Parse<AlertStatus>(away[0], true), Silent = int.Parse(away[1], null) };
    }

    private static Condition Present(string[] words)
    {
        var status = Enum.Parse<AlertStatus>(words[0], true);
        var severity = words.Contains("critical") ? Severity.Critical : words.Contains("warning") ? Severity.Warning : Severity.None;
        var since = Array.IndexOf(words, "since") is var at and >= 0 ? March(int.Parse(words[at + 1], null)) : (DateOnly?)null;
        var days = words.Skip(1).TakeWhile(word => word != "since").Where(word => int.TryParse(word, out _)).Select(word => int.Parse(word, null));
        return new Condition(status, severity, since, days.FirstOrDefault(), 0, status);
    }

    private static Told Told(string[] parts)
    {
        var told = CrmServerless.Alerts.Told.Nothing;
        foreach (var part in parts.Select(part => part.Split(' ')))
        {
            told = part[0] == "stopped"
                ? told with { DataStopped = true }
                : told with { Severity = Enum.Parse<Severity>(part[1], true), Day = March(int.Parse(part[2], null)) };
        }
        return told;
    }

    private static string Write(Condition condition)
    {
        var beneath = Words(condition.Beneath, condition);
        return condition.Silent == 0 ? beneath : FormattableString.Invariant($"{Lower(condition.Status)} {condition.Silent} over {beneath}");
    }

    private static string Words(AlertStatus status, Condition condition) => string.Join(' ', new[]
    {
        Lower(status),
        condition.Severity == Severity.None ? "" : Lower(condition.Severity),
        condition.Since is null ? "" : FormattableString.Invariant($"{condition.Days} since {condition.Since.Value.Day}"),
    }.Where(word => word.Length > 0));

    private static IEnumerable<string> Write(Told told)
    {
        if (told.Severity != Severity.None)
            yield return FormattableString.Invariant($"told {Lower(told.Severity)} {told.Day?.Day}");
        if (told.DataStopped)
            yield return "stopped";
    }

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
