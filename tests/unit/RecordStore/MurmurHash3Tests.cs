using System.Buffers.Binary;
using System.Text;
using CrmServerless.RecordStore.Keys;
using CrmServerless.Records;
using Xunit;

namespace CrmServerless.Tests.Unit.RecordStore;

public sealed class MurmurHash3Tests
{
    /// <summary>The verification value that SMHasher's own test computes for MurmurHash3_x64_128: 0x6384BA69.</summary>
    [Fact]
    public void Hash_SmHasherVerification_GivesThePublishedValue()
    {
        var key = new byte[256];
        var hashes = new byte[16 * 256];
        for (var i = 0; i < 256; i++)
        {
            key[i] = (byte)i;
            Write(MurmurHash3.Hash(key.AsSpan(0, i), (uint)(256 - i)), hashes.AsSpan(16 * i));
        }

        var final = new byte[16];
        Write(MurmurHash3.Hash(hashes), final);
        Assert.Equal(0x6384BA69u, BinaryPrimitives.ReadUInt32LittleEndian(final));
    }

    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void Hash_KnownText_GivesThePublishedValue(string text, string expected)
    {
        var (first, second) = MurmurHash3.Hash(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, new KeyHash(first, second).ToString());
    }

    [Fact]
    public void KeyHash_OfKey_IsThatOfItsBytesWithAZeroBetween()
    {
        var (first, second) = MurmurHash3.Hash("crm\0äöü-17"u8);
        Assert.Equal(new KeyHash(first, second), KeyHash.Of(new RecordKey("crm", "äöü-17")));
        Assert.Equal(new KeyHash(first, second), KeyHash.Of("crm"u8, "äöü-17"u8));
    }

    [Fact]
    public void KeyHash_OfALongKey_IsTheSameOnStackAndHeap()
    {
        var id = new string('x', 2000);
        Assert.Equal(KeyHash.Of("crm"u8, Encoding.UTF8.GetBytes(id)), KeyHash.Of(new RecordKey("crm", id)));
    }

    [Fact]
    public void Parse_OfToString_GivesTheHashBack()
    {
        var hash = new KeyHash(0x0123456789abcdef, 42);
        Assert.Equal(hash, KeyHash.Parse(hash.ToString()));
        Assert.Throws<FormatException>(() => KeyHash.Parse("12"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Split_IntoParts_CoversEveryHashOnce(int parts)
    {
        var ranges = KeyRange.Split(parts);
        Assert.Equal(parts, ranges.Count);
        Assert.Equal(KeyHash.Least, ranges[0].First);
        Assert.Equal(KeyHash.Greatest, ranges[^1].Last);
        for (var i = 1; i < parts; i++)
        {
            Assert.Equal(ranges[i - 1].Last.High + 1, ranges[i].First.High);
            Assert.Equal(ulong.MaxValue, ranges[i - 1].Last.Low);
        }
    }

    private static void Write((ulong First, ulong Second) hash, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, hash.First);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], hash.Second);
    }
}
