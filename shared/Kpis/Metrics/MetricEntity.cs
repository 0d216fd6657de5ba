using Azure.Data.Tables;

namespace CrmServerless.Kpis.Metrics;

/// <summary>
/// A row of DailyMetrics. Beside its value it keeps the one it replaced, and since when: until the day's marker has moved to the run that wrote the
/// row, readers still see the earlier value, so that a day changes at once and never by halves; later it says what was reported before.
/// </summary>
internal static class MetricEntity
{
    public const string Run = "Run";

    private const string PriorRun = "PriorRun";
    private const string ChangedAt = "ChangedAt";
    private static readonly string[] ValueColumns = ["Value", "Numerator", "Denominator", "Sample", "Status"];

    /// <summary>The row of a value as a run writes it.</summary>
    /// <param name="row">The value.</param>
    /// <param name="run">The run that writes it.</param>
    /// <param name="replaced">The stored row that it replaces, or null.</param>
    /// <param name="committedRun">The run that the day's marker names; 0 for none.</param>
    /// <param name="now">When it is written.</param>
    public static TableEntity Of(MetricRow row, long run, TableEntity? replaced, long committedRun, DateTimeOffset now)
    {
        var entity = new TableEntity(MetricKeys.Partition(row.Day, row.Kpi), MetricKeys.Row(row.Window, row.Segment, row.Day))
        {
            ["Day"] = new DateTimeOffset(row.Day, TimeOnly.MinValue, TimeSpan.Zero),
            ["Kpi"] = row.Kpi,
            ["Window"] = row.Window,
            ["Segment"] = row.Segment,
            ["Unit"] = row.Unit,
            ["Sample"] = row.Sample,
            ["Status"] = row.Status,
            [Run] = run,
        };
        SetIfKnown(entity, "Value", row.Value);
        SetIfKnown(entity, "Numerator", row.Numerator);
        SetIfKnown(entity, "Denominator", row.Denominator);
        if (replaced is not null)
            KeepPrior(entity, replaced, committedRun, now);
        return entity;
    }

    /// <summary>The value that readers of a day see when its marker names a run; null when that run had none.</summary>
    public static MetricRow? Read(TableEntity entity, long committedRun)
    {
        var prefix = RunOf(entity) <= committedRun ? string.Empty : "Prior";
        if (prefix.Length > 0 && !(entity.GetInt64(PriorRun) <= committedRun))
            return null;
        return new MetricRow(
            DateOnly.FromDateTime(entity.GetDateTimeOffset("Day")!.Value.UtcDateTime), entity.GetString("Kpi")!, entity.GetInt32("Window")!.Value,
            entity.GetString("Segment")!, entity.GetDouble(prefix + "Value"), entity.GetDouble(prefix + "Numerator"), entity.GetDouble(prefix + "Denominator"),
            entity.GetInt64(prefix + "Sample")!.Value, entity.GetString("Unit")!, entity.GetString(prefix + "Status") == "ok");
    }

    /// <summary>The value that the one which readers of the day see has replaced, and when; null where they see the first one.</summary>
    public static EarlierValue? ReadEarlier(TableEntity entity, long committedRun)
    {
        if (RunOf(entity) > committedRun || entity.GetInt64(PriorRun) is not { } run || entity.GetDateTimeOffset(ChangedAt) is not { } at)
            return null;
        return new EarlierValue(
            entity.GetDouble("PriorValue"), entity.GetDouble("PriorNumerator"), entity.GetDouble("PriorDenominator"), entity.GetInt64("PriorSample")!.Value,
            entity.GetString("PriorStatus") == "ok", run, at);
    }

    /// <summary>The run that wrote the row's value.</summary>
    public static long RunOf(TableEntity entity) => entity.GetInt64(Run)!.Value;

    /// <summary>Keeps what readers see now: the replaced row's value if its run is committed, else what that row had kept.</summary>
    private static void KeepPrior(TableEntity entity, TableEntity replaced, long committedRun, DateTimeOffset now)
    {
        var isCommitted = RunOf(replaced) <= committedRun;
        if (!isCommitted && replaced.GetInt64(PriorRun) is null)
            return;
        foreach (var column in ValueColumns)
        {
            if (replaced.TryGetValue(isCommitted ? column : "Prior" + column, out var value) && value is not null)
                entity["Prior" + column] = value;
        }

        entity[ChangedAt] = now;
        entity[PriorRun] = isCommitted ? RunOf(replaced) : replaced.GetInt64(PriorRun);
    }

    private static void SetIfKnown(TableEntity entity, string column, double? value)
    {
        if (value is { } known)
            entity[column] = known;
    }
}
