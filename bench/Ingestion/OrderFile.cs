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
        using var writer = new StreamWriter(file, new UTF8Encoding(false));
        writer.Write("id,customer_id,ordered_at,status,amount,currency,items,product,channel,modified_at,email,Sales Team\n");
        for (var i = 0; i < rows; i++)
        {
            var time = Start.AddSeconds(i * 7L);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{1_000_000_000L + i},C{i % 200_003},{time:yyyy-MM-ddTHH:mm:ssZ},{Statuses[i % 6]},{i % 100_000 / 100m},EUR,{i % 7},product {i % 900},{Channels[i % 4]},{time.AddHours(i % 50):yyyy-MM-ddTHH:mm:ssZ},customer.{i % 200_003}@example.org,\"Team {i % 12}, North\"\n"));
        }

        writer.Flush();
        return file.ToArray();
    }
}
