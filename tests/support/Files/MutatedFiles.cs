using System.IO.Compression;
using System.Text;

namespace CrmServerless.Tests.Support.Files;

/// <summary>A file that was sound before somebody changed it.</summary>
/// <param name="Name">Its name, by which its format is told.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MutatedFile(string Name, byte[] Content);

/// <summary>Files of every format that is read, in every encoding and with every delimiter, damaged by a seeded hand: bytes replaced, doubled, left out, the end cut off.</summary>
public static class MutatedFiles
{
    private const int MostRows = 30;
    private const int MostChanges = 6;
    private const int LongestPiece = 40;

    private static readonly byte[] Telling = [.. "\"\"',;|\t\r\n{}[]:\\ -0.9eP"u8, 0x00, 0x1F, 0x8B, 0xC3, 0xFE, 0xFF];
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(bigEndian: false, byteOrderMark: true), new UnicodeEncoding(bigEndian: true, byteOrderMark: true), Encoding.Latin1,
    ];

    private static readonly Func<Random, MutatedFile>[] Formats = [Csv, Json, Lines, Workbook];

    /// <summary>Every so many files each format, plain and packed, has come once.</summary>
    public static int Kinds => Formats.Length * 3;

    /// <summary>Damaged files without end; the same seed always gives the same.</summary>
    public static IEnumerable<MutatedFile> Of(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; ; i++)
            yield return Damaged(random, Packed(random, Formats[i % Formats.Length](random), i / Formats.Length % 3));
    }

    /// <summary>Some of its bytes replaced by telling or any others, a piece of it doubled or left out, its end cut off: or, one in ten, sound.</summary>
    public static byte[] Mutate(Random random, ReadOnlySpan<byte> sound)
    {
        var bytes = sound.ToArray().ToList();
        if (random.Next(10) == 0)
            return [.. bytes];
        for (var change = random.Next(MostChanges); change >= 0 && bytes.Count > 0; change--)
            Change(random, bytes);
        return [.. bytes];
    }

    private static void Change(Random random, List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        var length = random.Next(Math.Min(LongestPiece, bytes.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes[at] = (byte)random.Next(256);
                break;
            default:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
        }
    }

    private static MutatedFile Damaged(Random random, MutatedFile sound) => sound with { Content = Mutate(random, sound.Content) };

    private static MutatedFile Csv(Random random)
    {
        var (delimiter, encoding) = (Delimiters[random.Next(Delimiters.Length)], Encodings[random.Next(Encodings.Length)]);
        var text = string.Join('\n', Rows(random).Select(row => string.Join(delimiter, row))) + "\n";
        return new MutatedFile("deals.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
    }

    private static MutatedFile Json(Random random) => new("deals.json", Encoding.UTF8.GetBytes($"[{string.Join(",\n", Objects(random))}]"));

    private static MutatedFile Lines(Random random) => new("deals.ndjson", Encoding.UTF8.GetBytes(string.Join('\n', Objects(random))));

    private static MutatedFile Workbook(Random random) =>
        new("deals.xlsx", TestWorkbook.Of(new TestSheet("deals", false, [.. Rows(random).Select(row => row.Cast<object?>().ToArray())])));

    private static IEnumerable<string> Objects(Random random)
    {
        var rows = Rows(random).ToList();
        return rows.Skip(1).Select(row => $$$"""{"id":"{{{row[0]}}}","name":"x{{{row[0]}}}","created_at":"{{{row[2]}}}","amount":{{{row[3]}}},"more":{"a":[1,null]}}""");
    }

    private static IEnumerable<string[]> Rows(Random random)
    {
        yield return ["id", "name", "created_at", "amount"];
        for (var row = random.Next(MostRows); row >= 0; row--)
            yield return [$"d{row}", random.Next(3) == 0 ? "\"Käse, \"\"alt\"\"\nund mehr\"" : $"name {row}", $"2026-01-{1 + (row % 28):00}", $"{row}.5"];
    }

    private static MutatedFile Packed(Random random, MutatedFile file, int way) => way switch
    {
        1 => new MutatedFile(file.Name + ".gz", Gzip(random.Next(4) == 0 ? Mutate(random, file.Content) : file.Content)),
        2 => new MutatedFile("night.zip", TestWorkbook.Zip(($"a/b/{file.Name}", Mutate(random, file.Content)), ("products.csv", "id,name\n1,Pen\n"u8.ToArray()))),
        _ => file,
    };

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }
}
