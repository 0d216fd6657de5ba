using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>Spreads a total over a period evenly over its days (kpis.md section 2, 'Keys of entities without id').</summary>
/// <param name="day">The field that holds the day.</param>
/// <param name="lastDay">The period's last day (<see cref="DateOnly.DayNumber"/>).</param>
internal sealed class PeriodSpread(Field day, int lastDay)
{
    /// <summary>Longer than any export: a wrong date must not fill the store.</summary>
    private const int MostDays = 3_700;

    // So few that sums of shares fit the 28 digits of a decimal and are exact.
    private const int ShareDecimals = 12;

    /// <summary>How rows of the file are to be spread; null when each states its own day.</summary>
    public static PeriodSpread? Of(Mapping mapping, Headers headers, RowContext context)
    {
        var source = mapping.Columns.FirstOrDefault(c => c.Name == "day")?.Sources.FirstOrDefault(s => s.IsIn(headers));
        if (source?.Until is not { } until || mapping.Entity.Find("day") is not { } field)
            return null;

        var converter = new CellConverters(mapping.Conventions with { Zone = mapping.Zone ?? context.SourceZone }, context.BusinessZone).Plain(field);
        return converter.TryConvert(Encoding.UTF8.GetBytes(headers.Remark(until)!), out var last) && last.AsDayNumber is { } number ? new PeriodSpread(field, number) : null;
    }

    /// <summary>The values of each day of the period, whose first day the row states: numbers are shared so that they add up to the total exactly.</summary>
    public IEnumerable<FieldValue[]> Days(FieldValue[] values)
    {
        var first = values[day.Index].AsDayNumber ?? lastDay;
        var count = Math.Clamp(lastDay - first + 1, 1, MostDays);
        for (var i = 0; i < count; i++)
        {
            var shared = (FieldValue[])values.Clone();
            shared[day.Index] = FieldValue.OfDay(first + i);
            for (var field = 0; field < shared.Length; field++)
            {
                if (values[field].AsNumber is { } total)
                    shared[field] = FieldValue.OfNumber(ShareOf(total, count, isLast: i == count - 1));
            }

            yield return shared;
        }
    }

    private static decimal ShareOf(decimal total, int days, bool isLast)
    {
        var share = Math.Round(total / days, ShareDecimals);
        return isLast ? total - (share * (days - 1)) : share;
    }
}
