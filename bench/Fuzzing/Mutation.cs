namespace CrmServerless.Bench.Fuzzing;

/// <summary>Changes sound bytes a little, each time otherwise, but alike for the same seed.</summary>
internal static class Mutation
{
    private const int MostChanges = 8;
    private const int LongestPiece = 40;

    /// <summary>Bytes that mean something to one of the formats.</summary>
    private static readonly byte[] Telling = [.. "\"\\{}[],;:<>&!/|u0-1.9eZ\r\n\t #PK"u8, 0x00, 0x1F, 0x8B, 0xC3, 0xA4, 0xEF, 0xFE, 0xFF];

    /// <summary>The bytes with up to a few changes.</summary>
    public static byte[] Of(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var changes = random.Next(MostChanges); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var (at, length) = (random.Next(bytes.Count), random.Next(LongestPiece));
        var piece = bytes.GetRange(at, Math.Min(length, bytes.Count - at));
        switch (random.Next(6))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
            case 2:
                bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, piece.Count);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), piece);
                break;
            default:
                bytes.RemoveRange(at, random.Next(50) == 0 ? bytes.Count - at : 1);
                break;
        }
    }
}
