using System.Text;
using CrmServerless.Ingestion.Reading.Csv;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Reading;

/// <summary>Mutated files, seeded: the reader ends, and reads and rejects the same rows however the bytes arrive.</summary>
public sealed class CsvReaderFuzzTests
{
    private const int SmallLimit = 300;

    private static readonly byte[] Telling = [.. "\"\"\"\",;\r\n\r\n\t x"u8, 0xC3, 0xFF, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Read_MutatedFile_IsTheSameInChunksOfAnySize(int seed)
    {
        var random = new Random(seed);
        for (var file = 0; file < 60; file++)
        {
            var bytes = Mutate(random);
            var whole = await OutcomeAsync(bytes, bytes.Length + 1);

            Assert.Equal(whole, await OutcomeAsync(bytes, 1));
            Assert.Equal(whole, await OutcomeAsync(bytes, 1 + random.Next(100)));
        }
    }

    private static byte[] Mutate(Random random)
    {
        var text = new StringBuilder();
        for (var row = random.Next(30); row >= 0; row--)
            text.Append(random.Next(3) == 0 ? $"\"a {row}\",\"say \"\"x\"\"\r\nand\",{new string('y', random.Next(90))}\r\n" : $"{row},b,{new string('z', random.Next(70))}\n");

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var i = random.Next(12); i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = Telling[random.Next(Telling.Length)];
        return bytes;
    }

    private static async Task<string> OutcomeAsync(byte[] bytes, int chunk)
    {
        await using var reader = new CsvReader(new ChunkedStream(bytes, chunk), (byte)',', SmallLimit);
        var outcome = new StringBuilder();
        while (await reader.ReadAsync(default))
        {
            outcome.Append($"{reader.Line} {reader.Defect} {reader.RawText.Length}");
            for (var i = 0; reader.Defect is null && i < reader.CellCount; i++)
                outcome.Append('|').Append(Encoding.UTF8.GetString(reader.Cell(i)));
            outcome.Append('\u241E');
        }

        return outcome.ToString();
    }
}
