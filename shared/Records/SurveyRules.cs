namespace CrmServerless.Records;

/// <summary>
/// A survey's score is filled, not negative and not above its scale; the words `good` and `bad` stand for a csat score only.
/// </summary>
internal static class SurveyRules
{
    private static readonly Field Kind = Entities.Surveys["kind"];
    private static readonly Field Score = Entities.Surveys["score"];
    private static readonly Field Scale = Entities.Surveys["scale_max"];

    public static IReadOnlyList<RecordRule> All { get; } =
    [
        new(Score, "score is empty", record => !record[Score].HasValue),
        new(Score, "score is negative", record => record[Score].AsNumber < 0),
        new(Score, "score is above its scale", record => record[Score].AsNumber > ScaleOf(record)),
        new(Score, "score is a word, but the survey is not csat", record => record[Score].AsText is not null && !record.IsAnyOf(Kind, "csat")),
    ];

    /// <summary>The stated scale, else the kind's own (kpis.md section 4, customer voice); null where neither is known.</summary>
    private static decimal? ScaleOf(JudgedRecord record) =>
        record[Scale].AsNumber
        ?? (record.IsAnyOf(Kind, "csat") ? 5m : record.IsAnyOf(Kind, "nps") ? 10m : record.IsAnyOf(Kind, "ces") ? 7m : null);
}
