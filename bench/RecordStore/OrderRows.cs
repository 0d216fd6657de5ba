using System.Globalization;
using CrmServerless.RecordStore;
using CrmServerless.Records;

namespace CrmServerless.Bench.RecordStore;

/// <summary>Orders as a shop's export has them: half of the columns filled, few statuses, products and channels, an e-mail each.</summary>
internal static class OrderRows
{
    private const long Start = 638_000_000_000_000_000;
    private static readonly string[] Statuses = ["paid", "paid", "paid", "pending", "cancelled", "refunded"];
    private static readonly string[] Channels = ["web", "store", "phone", "partner"];

    /// <summary>Every so-manieth order, of a generation that is so much newer than the first.</summary>
    public static IEnumerable<RecordVersion> Make(int records, int step, int generation)
    {
        for (var i = 0; i < records; i += step)
            yield return Row(i, generation);
    }

    private static RecordVersion Row(int i, int generation)
    {
        var id = (1_000_000_000L + i).ToString(CultureInfo.InvariantCulture);
        var modified = Start + (i + 1_000L * generation) * TimeSpan.TicksPerSecond;
        FieldValue[] values =
        [
            FieldValue.OfText(id), FieldValue.OfText($"C{i % 200_003}"), FieldValue.Absent, FieldValue.OfInstant(Start + i * TimeSpan.TicksPerSecond),
            FieldValue.OfText(Statuses[(i + generation) % Statuses.Length]), FieldValue.Empty, FieldValue.OfNumber(i % 100_000 / 100m), FieldValue.OfText("EUR"),
            FieldValue.OfNumber(i % 7), FieldValue.OfText($"product {i % 900}"), FieldValue.OfText(Channels[i % Channels.Length]), FieldValue.Empty,
            FieldValue.OfInstant(modified), FieldValue.Empty, FieldValue.Absent, FieldValue.OfText($"customer.{i % 200_003}@example.org"),
        ];
        return new RecordVersion(new RecordKey("shop", id), modified, values);
    }
}
