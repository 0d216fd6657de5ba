using NodaTime;

namespace CrmServerless.Ingestion.Converting;

/// <summary>What the rows of one file have in common.</summary>
/// <param name="Source">The inbox source.</param>
/// <param name="SourceZone">The zone of instants without offset, unless the mapping names one.</param>
/// <param name="BusinessZone">The business time zone.</param>
/// <param name="FileTicks">The version time of rows that don't state theirs: UTC ticks.</param>
/// <param name="HasFilledModifiedAt">False when it is known that a modified_at column is empty throughout, so that it says nothing.</param>
public sealed record RowContext(string Source, DateTimeZone SourceZone, DateTimeZone BusinessZone, long FileTicks, bool HasFilledModifiedAt);
