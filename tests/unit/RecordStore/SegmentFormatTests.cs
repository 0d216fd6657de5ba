using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;
using CrmServerless.RecordStore.Writing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace CrmServerless.Tests.Unit.RecordStore;

public sealed class SegmentFormatTests
{
    private static readonly EntitySchema Entity = Entities.Products;
    private static readonly RowLayout Layout = new(Entity, ["region"]);

    public static TheoryData<string> Numbers =>
    [
        "0", "0.00", "-0.0", "1", "1.0", "-1.50", "9223372036854775807", "9223372036854775808", "-9223372036854775807", "-9223372036854775808",
        "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "-7.9228162514264337593543950335",
    ];

    public static TheoryData<long> Instants =>
    [
        0, 1, 637_134_336_000_000_000, 637_134_335_990_000_000, 638_000_000_000_000_001, 638_000_000_010_000_000, 3_155_378_975_999_999_999,
        637_134_336_000_000_000 + (int.MaxValue * TimeSpan.TicksPerSecond), 637_134_336_000_000_000 + ((int.MaxValue + 1L) * TimeSpan.TicksPerSecond),
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Number_WrittenAndRead_IsTheSameWithItsScale(string text)
    {
        var number = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var read = (await RoundTripAsync([Row("1", 5, FieldValue.OfNumber(number))]))[0].Values[3].AsNumber!.Value;
        Assert.Equal(decimal.GetBits(number), decimal.GetBits(read));
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public async Task Instant_WrittenAndReadAsValueAndAsVersionTime_IsTheSame(long ticks)
    {
        var asValue = (await RoundTripAsync([Row("1", 5, FieldValue.OfInstant(ticks))]))[0];
        var asTime = (await RoundTripAsync([Row("1", ticks, FieldValue.OfInstant(ticks))]))[0];
        Assert.Equal(ticks, asValue.Values[3].AsInstantTicks);
        Assert.Equal(5, asValue.Stamp.Time);
        Assert.Equal(ticks, asTime.Values[3].AsInstantTicks);
        Assert.Equal(ticks, asTime.Stamp.Time);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(737_424)]
    [InlineData(3_652_058)]
    public async Task Day_WrittenAndRead_IsTheSame(int day) =>
        Assert.Equal(day, (await RoundTripAsync([Row("1", 5, FieldValue.OfDay(day))]))[0].Values[3].AsDayNumber);

    [Fact]
    public async Task TextWithoutValidUnicode_WrittenAndRead_HasTheReplacementCharacter() =>
        Assert.Equal("a\uFFFDb", (await RoundTripAsync([Row("1", 5, FieldValue.OfText("a\uD800b"))]))[0].Values[3].AsText);

    [Property(MaxTest = 100)]
    public Property Rows_WrittenAndRead_AreTheSame() =>
        Prop.ForAll(Arb.From(Gen.ListOf(RowGen)), rows => Agree([.. rows]));

    [Fact]
    public async Task ManyRows_InSeveralBlocksAndSegments_AreReadInOrderOfHash()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => Row($"p{i}", i, FieldValue.OfText($"line {i % 700}"))).ToList();
        var (store, run) = await WriteAsync(rows, segmentBytes: 300_000);
        Assert.True(run.Segments.Count > 1);
        var read = await ReadAsync(store, run, BlockFilter.All);
        Assert.Equal(rows.Select(r => KeyHash.Of(r.Key)).Order(), read.Select(r => r.Hash));
        var lines = rows.ToDictionary(r => r.Key, r => r.Values[3]);
        Assert.All(read, r => Assert.Equal(lines[r.Key], r.Values[3]));
    }

    [Fact]
    public async Task ManyRows_ReadByRange_ComeFromFewBlocks()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => Row($"p{i}", i, FieldValue.OfText($"line {i}"))).ToList();
        var (store, run) = await WriteAsync(rows, segmentBytes: 10_000_000);
        foreach (var range in KeyRange.Split(16))
        {
            var before = store.BytesRead;
            var read = await ReadAsync(store, run, BlockFilter.Of(range));
            var wanted = rows.Select(r => KeyHash.Of(r.Key)).Where(h => h >= range.First && h <= range.Last);
            Assert.Superset(wanted.ToHashSet(), read.Select(r => r.Hash).ToHashSet());
            Assert.InRange(store.BytesRead - before, 1, run.Bytes() / 16 + 3 * SegmentFormat.BlockBytes);
        }
    }

    [Fact]
    public async Task ManyRows_ReadForOneKey_ComeFromOneBlock()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => Row($"p{i}", i, FieldValue.Empty)).ToList();
        var (store, run) = await WriteAsync(rows, segmentBytes: 10_000_000);
        var wanted = rows[12_345].Key;
        var read = await ReadAsync(store, run, BlockFilter.Of([KeyHash.Of(wanted)]));
        Assert.Contains(read, r => r.Key == wanted);
        Assert.InRange(read.Count, 1, 20_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-30)]
    public async Task ChangedByte_AnywhereInASegment_IsFound(int at)
    {
        var (store, run) = await WriteAsync([Row("1", 5, FieldValue.OfText("x")), Row("2", 6, FieldValue.OfText("y"))], 1_000_000);
        var bytes = store.Blobs[run.Segments[0].Name];
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(store, run, BlockFilter.All));
    }

    [Fact]
    public async Task Reader_WithOtherColumns_FindsItsOwnByName()
    {
        var (store, run) = await WriteAsync([Row("1", 5, FieldValue.OfText("x"), FieldValue.OfText("north"))], 1_000_000);
        var row = (await ReadAsync(store, run, BlockFilter.All, "other", "region"))[0];
        Assert.Equal(FieldValue.Absent, row.Values[Entity.Fields.Count]);
        Assert.Equal(FieldValue.OfText("north"), row.Values[Entity.Fields.Count + 1]);
    }

    private static Gen<FieldValue> ValueGen => Gen.OneOf(
        Gen.Constant(FieldValue.Absent),
        Gen.Constant(FieldValue.Empty),
        ArbMap.Default.GeneratorFor<UnicodeString>().Select(s => FieldValue.OfText(Valid(s.Get))),
        Gen.Elements("red", "green", "blue").Select(FieldValue.OfText),
        ArbMap.Default.GeneratorFor<decimal>().Select(FieldValue.OfNumber),
        ArbMap.Default.GeneratorFor<DateTime>().Select(d => FieldValue.OfInstant(d.Ticks)),
        Gen.Choose(0, 3_652_058).Select(FieldValue.OfDay),
        ArbMap.Default.GeneratorFor<bool>().Select(FieldValue.OfBoolean));

    private static Gen<RecordVersion> RowGen =>
        from id in Gen.Choose(0, 30)
        from source in Gen.Elements("a", "b", "ä")
        from time in Gen.Elements(0L, 1L, 638_000_000_010_000_000L)
        from values in Gen.ArrayOf(ValueGen, Layout.Width)
        select new RecordVersion(new RecordKey(source, $"id{id}"), time, values);

    private static string Valid(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static RecordVersion Row(string id, long time, FieldValue value, FieldValue custom = default) =>
        new(new RecordKey("crm", id), time, [FieldValue.OfText(id), FieldValue.Absent, FieldValue.Empty, value, FieldValue.Absent, custom]);

    private static bool Agree(List<RecordVersion> rows)
    {
        var expected = rows.Select((row, number) => (row, number)).OrderBy(r => KeyHash.Of(r.row.Key)).ThenBy(r => r.number).ToList();
        var read = RoundTripAsync(rows).GetAwaiter().GetResult();
        return expected.Count == read.Count && expected.Zip(read).All(pair =>
            pair.First.row.Key == pair.Second.Key && pair.First.row.VersionTicks == pair.Second.Stamp.Time
            && pair.First.number == pair.Second.Stamp.Sequence && pair.First.row.Values.SequenceEqual(pair.Second.Values));
    }

    private static async Task<List<VersionRow>> RoundTripAsync(List<RecordVersion> rows)
    {
        var (store, run) = await WriteAsync(rows, 1_000_000);
        return await ReadAsync(store, run, BlockFilter.All);
    }

    private static async Task<(MemorySegments Store, StoredRun Run)> WriteAsync(List<RecordVersion> rows, long segmentBytes)
    {
        var buffer = new RowBuffer(Layout);
        for (var i = 0; i < rows.Count; i++)
            buffer.Add(rows[i], i);
        var store = new MemorySegments();
        var writer = new RunWriter(store, "t", SegmentColumns.Of(Layout), SegmentFlags.Sequences, segmentBytes);
        await using var cursor = buffer.Open(Layout, default);
        while (cursor.TryMoveNext())
        {
            writer.Write(cursor.Current);
            if (writer.WantsFlush)
                await writer.FlushAsync(default);
        }

        return (store, new StoredRun(Entity.Name, 1, 1, null, true, ["region"], await writer.CompleteAsync(default), DateTimeOffset.UnixEpoch));
    }

    private static async Task<List<VersionRow>> ReadAsync(MemorySegments store, StoredRun run, BlockFilter filter, params string[] custom)
    {
        var reader = custom.Length == 0 ? Layout : new RowLayout(Entity, custom);
        using var session = new ReadSession(store, 256 * 1024);
        await using var cursor = await RunCursor.OpenAsync(session, run, reader, run.Stamp(), filter, default);
        var rows = new List<VersionRow>();
        while (await cursor.MoveNextAsync(default))
        {
            var kept = new VersionRow(reader.Width);
            kept.ExchangeWith(cursor.Current);
            rows.Add(kept);
        }

        return rows;
    }
}
