using System.IO.Hashing;

namespace CrmServerless.Tests.Offline.Hashing;

/// <summary>The base class, by an algorithm whose results can be done in the head: the sum of all bytes and their number, each modulo 256.</summary>
public sealed class NonCryptographicHashAlgorithmTests
{
    [Fact]
    public void GetCurrentHash_AppendedInPieces_IsThatOfTheWholeAndChangesNothing()
    {
        var hash = new SumAndCount();
        hash.Append([1, 2, 3]);
        hash.Append([4]);

        Assert.Equal([10, 4], hash.GetCurrentHash());
        Assert.Equal([10, 4], hash.GetCurrentHash());
        Assert.Equal(2, hash.HashLengthInBytes);
    }

    [Fact]
    public async Task Append_Stream_ReadsFromWhereItStandsToItsEnd()
    {
        using var stream = new MemoryStream([.. Enumerable.Repeat((byte)1, 10_001)]);
        var (now, later) = (new SumAndCount(), new SumAndCount());

        stream.Position = 1;
        now.Append(stream);
        stream.Position = 1;
        await later.AppendAsync(stream);

        // 10,000 = 39 * 256 + 16
        Assert.Equal([16, 16], now.GetCurrentHash());
        Assert.Equal([16, 16], later.GetCurrentHash());
    }

    [Fact]
    public void GetCurrentHash_Span_WritesOnlyTheHash()
    {
        var hash = new SumAndCount();
        hash.Append([5]);
        byte[] destination = [9, 9, 9];

        Assert.Equal(2, hash.GetCurrentHash(destination));
        Assert.Equal([5, 1, 9], destination);
        Assert.Throws<ArgumentException>(() => hash.GetCurrentHash(new byte[1]));
    }

    private sealed class SumAndCount() : NonCryptographicHashAlgorithm(2)
    {
        private byte sum;
        private byte count;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (var value in source) (sum, count) = ((byte)(sum + value), (byte)(count + 1));
        }

        public override void Reset() => (sum, count) = (0, 0);

        protected override void GetCurrentHashCore(Span<byte> destination) => (destination[0], destination[1]) = (sum, count);
    }
}
