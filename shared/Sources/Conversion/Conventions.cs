using NodaTime;

namespace CrmServerless.Sources.Conversion;

/// <summary>How a file writes its values.</summary>
public sealed record Conventions
{
    /// <summary>The zone of instants that state no offset.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Patterns of dates and times, tried in order before ISO 8601.</summary>
    public IReadOnlyList<DatePattern> DatePatterns { get; init; } = [];

    /// <summary>How numbers are written.</summary>
    public NumberFormat Numbers { get; init; } = NumberFormat.Invariant;

    /// <summary>Texts that stand for an empty cell, such as -- or N/A; compared exactly after trimming.</summary>
    public IReadOnlyList<string> EmptyTexts { get; init; } = [];

    /// <summary>How ids are written.</summary>
    public IdFormat Ids { get; init; } = IdFormat.AsWritten;
}
