using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>A generated delivery.</summary>
internal sealed record Delivery(string Set, IReadOnlyList<RecordVersion> Rows);

/// <summary>Makes deliveries with few keys, few values and many collisions between them, from a seed.</summary>
internal sealed class Deliveries(EntitySchema entity, int width, int seed)
{
    private readonly Random random = new(seed);

    /// <param name="count">How many deliveries.</param>
    /// <param name="times">How many different version times there are in all; 0: every delivery has one of its own.</param>
    public List<Delivery> Make(int count, int times) =>
        [.. Enumerable.Range(1, count).Select(i => MakeOne(i, times))];

    private Delivery MakeOne(int number, int times)
    {
        var ownTime = number * TimeSpan.TicksPerSecond;
        var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Row(times == 0 ? ownTime : random.Next(0, times) * 977L));
        return new Delivery($"set{random.Next(0, 4)}", [.. rows]);
    }

    private RecordVersion Row(long time)
    {
        var key = new RecordKey(random.Next(2) == 0 ? "north" : "süd", $"k{random.Next(0, 5)}");
        return new RecordVersion(key, time, [.. Enumerable.Range(0, width).Select(i => Value(i, key))]);
    }

    private FieldValue Value(int field, RecordKey key)
    {
        if (field < entity.Fields.Count && entity.Key.Contains(entity.Fields[field]))
            return FieldValue.OfText(key.Id);
        var isNumber = field < entity.Fields.Count && entity.Fields[field].Type == FieldType.Number;
        return random.Next(0, 5) switch
        {
            0 => FieldValue.Absent,
            1 => FieldValue.Empty,
            2 => isNumber ? FieldValue.OfNumber(random.Next(0, 3)) : FieldValue.OfText("a"),
            _ => isNumber ? FieldValue.OfNumber(random.Next(-200, 200) / 100m) : FieldValue.OfInstant(random.Next(0, 3) * 977L),
        };
    }
}
