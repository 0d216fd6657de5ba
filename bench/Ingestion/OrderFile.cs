using System.Globalization;
using System.Text;

namespace CrmServerless.Bench.Ingestion;

/// <summary>An export of orders in canonical csv: about 150 bytes a row.</summary>
internal static class OrderFile
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Statuses = ["paid", "paid", "paid", "pending", "cancelled", "refunded"];
    private static readonly string[] Channels = ["web", "store", "phone", "partner"];

    public static byte[] Make(int rows)
    {
        var file = new MemoryStream();
        Write(file, 0, (row, _) => row < rows);
        return file.ToArray();
    }

    /// <summary>Writes rows from a number on for as long as they are wanted; memory holds one.</summary>
    /// <param name="target">Left open.</param>
    /// <param name="first">The first row's number; rows of other numbers are other orders.</param>
    /// <param name="isWanted">Told a row's number from 0, and how many bytes are written before it.</param>
    /// <returns>How many rows there are.</returns>
    public static int Write(Stream target, int first, Func<int, long, bool> isWanted)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        var (bytes, row) = (0L, 0);
        Write("id,customer_id,ordered_at,status,amount,currency,items,product,channel,modified_at,email,Sales Team\n");
        for (; isWanted(row, bytes); row++)
            Write(RowOf(first + row));
        return row;

        // ASCII: a character is a byte.
        void Write(string text)
        {
            writer.Write(text);
            bytes += text.Length;
        }
    }

    private static string RowOf(int i)
    {
        var time = Start.AddSeconds(i * 7L);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{1_000_000_000L + i},C{i % 200_003},{time:yyyy-MM-ddTHH:mm:ssZ},{Statuses[i % 6]},{i % 100_000 / 100m},EUR,{i % 7},product {i % 900},{Channels[i % 4]},{time.AddHours(i % 50):yyyy-MM-ddTHH:mm:ssZ},customer.{i % 200_003}@example.org,\"Team {i % 12}, North\"\n");
    }
}
