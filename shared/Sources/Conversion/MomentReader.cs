using CrmServerless.Records;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Reads instants and dates: by the declared patterns in their order, else as ISO 8601. A text with an offset is that instant, one
/// without is local to the zone, a date alone is that local day.
/// </summary>
internal sealed class MomentReader
{
    private readonly DatePattern[] patterns;
    private readonly LocalClock clock;

    public MomentReader(Conventions conventions)
    {
        patterns = [.. conventions.DatePatterns];
        clock = new LocalClock(conventions.Zone);
        Expected = patterns.Length == 0
            ? "a date or time by ISO 8601, such as 2026-10-31 or 2026-10-31T09:30:00Z"
            : $"a date or time as {string.Join(" or ", patterns.Select(p => p.Text))}, or by ISO 8601";
    }

    public string Expected { get; }

    /// <summary>Reads a whole text, already trimmed and not empty.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out FieldValue value)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Read(text) is { } matched)
                return TryPlace(matched, out value);
        }

        if (IsoMoment.Read(text) is { } iso)
            return TryPlace(iso, out value);

        value = default;
        return false;
    }

    /// <summary>The day (<see cref="DateOnly.DayNumber"/>) that the text names, as written; null when it can't be read.</summary>
    public int? ReadDay(ReadOnlySpan<byte> text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Read(text) is { } matched)
                return matched.DayNumber;
        }

        return IsoMoment.Read(text)?.DayNumber;
    }

    private bool TryPlace(MomentParts parts, out FieldValue value)
    {
        if (parts.TimeTicks is not { } time)
        {
            value = FieldValue.OfDay(parts.DayNumber);
            return true;
        }

        var ticks = parts.OffsetTicks is { } offset
            ? (parts.DayNumber * TimeSpan.TicksPerDay) + time - offset
            : clock.ToUtcTicks(parts.DayNumber, time);
        value = FieldValue.OfInstant(ticks);
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
    }
}
