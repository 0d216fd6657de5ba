using System.Text;
using CrmServerless.Ingestion.Reading;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Reading.Json;

public sealed class JsonFileTests
{
    [Fact]
    public async Task Read_ArrayOfObjects_HasAllNamesAndKeepsNullApartFromAbsent()
    {
        var read = await ReadRows.OfAsync("[\n  {\"id\": 1, \"name\": \"Zoë \\\"Z\\\" \\u00e9\"},\n  {\"id\": 2, \"amount\": 12.50, \"won\": true},\n\n  {\"name\": null, \"id\": \"3\"}]\n", ".json");

        Assert.Equal("json", read.Format);
        Assert.Equal("id|name|amount|won", read.Headers);
        Assert.Equal(["2: 1|Zoë \"Z\" é|-|-", "3: 2|-|12.50|true", "5: 3||-|-"], read.Rows);
    }

    [Fact]
    public async Task Read_NestedValues_AreFlattenedAndListsJoined()
    {
        var read = await ReadRows.OfAsync(
            """
            [{"id": "1", "owner": {"name": "Ann", "team": {"id": 7}}, "tags": ["a", 2, null, true], "lines": [{"x": 1}, [2]]},
             {"id": "2", "owner": null, "tags": [], "lines": null},
             {"id": "3", "size": 1.5e3, "small": 25E-2}]
            """,
            ".json");

        Assert.Equal("id|owner.name|owner.team.id|tags|lines|size|small", read.Headers);
        Assert.Equal(["1: 1|Ann|7|a;2;true|[{\"x\": 1}, [2]]|-|-", "2: 2|||||-|-", "3: 3|-|-|-|-|1500|0.25"], read.Rows);
    }

    [Theory]
    [InlineData(".ndjson")]
    [InlineData(".jsonl")]
    public async Task Read_ObjectPerLine_OneBrokenLineIsOneRejectedRow(string extension)
    {
        var read = await ReadRows.OfAsync("{\"id\":1}\r\n{\"id\":\n\n[4]\n{\"id\":5,\"b\":\"\\ud800\"}\n{\"id\":6}", extension);

        Assert.Equal(("ndjson", "id"), (read.Format, read.Headers));
        Assert.Equal(
            [
                "1: 1",
                "2! the json is broken at byte 7: expected an object: {\"id\":",
                "4! found a value that is no object: expected an object: [4]",
                "5! a text has half a character (\\u escape): expected whole ones: {\"id\":5,\"b\":\"\\ud800\"}",
                "6: 6",
            ],
            read.Rows);
    }

    [Fact]
    public async Task Read_LineBeyondTheLimit_IsRejectedAloneWithItsBeginning()
    {
        var read = await ReadRows.OfAsync($"{{\"id\":1}}\n{{\"id\":\"{new string('x', 70_000)}\"}}\n{{\"id\":3}}\n", ".ndjson", maxRowBytes: 100);

        Assert.Equal("1: 1", read.Rows[0]);
        Assert.StartsWith("2! the line is longer than 100 bytes: {\"id\":\"xxx", read.Rows[1], StringComparison.Ordinal);
        Assert.Equal("3: 3", read.Rows[2]);
        Assert.Equal(3, read.Rows.Count);
    }

    [Fact]
    public async Task Read_LinesUnderTheNameOfJson_AreReadAsLines()
    {
        var read = await ReadRows.OfAsync("{\"id\":1}\n{\"id\":2,\n", ".json");

        Assert.Equal("ndjson", read.Format);
        Assert.Equal("1: 1", read.Rows[0]);
        Assert.StartsWith("2! the json is broken", read.Rows[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"done\": true,\n \"records\": [\n{\"id\": 1}, {\"id\": 2}], \"next\": {\"id\": 9}}", "3: 1,3: 2")]
    [InlineData("{\"anything\": [{\"id\": 1}]}", "1: 1")]
    [InlineData("{\"errors\": [{\"id\": 8}], \"results\": [{\"id\": 1}], \"tags\": [1, 2]}", "1: 1")]
    [InlineData("{\n\"id\": 1}", "1: 1")]
    public async Task Read_ObjectThatWrapsOneArray_GivesItsObjects(string text, string rows)
    {
        var read = await ReadRows.OfAsync(text, ".json");

        Assert.Equal(("json", "id", rows), (read.Format, read.Headers, string.Join(',', read.Rows)));
    }

    [Fact]
    public async Task Read_OtherEncodings_AreUnderstood()
    {
        const string text = "[{\"id\":\"é\"}]";
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
            Assert.Equal(["1: é"], (await ReadRows.OfAsync([.. encoding.Preamble, .. encoding.GetBytes(text)], ".json")).Rows);

        var broken = await ReadRows.OfAsync([.. "[{\"id\":\""u8, 0xE9, .. "\"},{\"id\":2}]"u8], ".json");
        Assert.StartsWith("1! the text is not valid UTF-8", broken.Rows[0], StringComparison.Ordinal);
        Assert.Equal("1: 2", broken.Rows[1]);
    }

    [Theory]
    [InlineData("", "the file is empty: expected an array of objects")]
    [InlineData("[]", "the file has no rows; expected an array of objects")]
    [InlineData("[1, 2]", "found a value that is no object: expected an object, in line 1; expected an array")]
    [InlineData("id,name\n1,x\n", "the file is no json: expected an array")]
    [InlineData("[{\"id\": 1},\n {\"id\": }]", "the json is broken in line 2, at byte 9 of it: expected an array")]
    [InlineData("[{\"id\": 1}", "the json is broken in line 1, at byte 11 of it")]
    [InlineData("[{\"id\": 1}] x", "the json is broken in line 1, at byte 13 of it")]
    [InlineData("{\"id\": 1} x", "found more behind the first object")]
    [InlineData("{\"a\": [{}], \"b\": [{}]}", "found an object that holds several arrays of objects: expected")]
    [InlineData("{\"data\": [{}], \"items\": [{}]}", "found an object that holds several arrays of objects: expected")]
    public async Task Open_BrokenFile_IsRefusedWithPositionAndWhatWasExpected(string text, string message)
    {
        var refusal = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadRows.OfAsync(text, ".json"));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ColumnsOrElementsBeyondAllReason_AreRefused()
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"n{i}\":1"));

        var wide = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadRows.OfAsync($"[{{{names}}}]", ".json", 1 << 20));
        var longOne = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadRows.OfAsync($"[\n{{\"a\":\"{new string('x', 200_000)}\"}}]", ".json", 100_000));

        Assert.StartsWith("more than 4096 names", wide.Message, StringComparison.Ordinal);
        Assert.StartsWith("an element is longer than 100000 bytes, in line 1", longOne.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Read_MutatedFiles_EndWithRowsOrWords_HoweverTheBytesArrive(int seed)
    {
        var random = new Random(seed);
        byte[] telling = [.. "{}[]\":,\\\n \r0et"u8, 0xC3, 0, 0xFF];
        string[] models =
        [
            "[{\"id\":1,\"a\":{\"b\":[1,\"x\"]}},\n{\"id\":2,\"a\":null,\"c\":1e5}]",
            "{\"id\":1,\"a\":\"\\u00e9\"}\n{\"id\":2}\n{\"id\":3,\"a\":[true]}\n",
            "{\"more\":false,\n\"results\":[{\"id\":1},{\"id\":2,\"x\":{}}]}",
        ];
        for (var i = 0; i < 400; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(models[random.Next(models.Length)]);
            for (var n = random.Next(4); n >= 0; n--)
                bytes[random.Next(bytes.Length)] = telling[random.Next(telling.Length)];
            var extension = random.Next(2) == 0 ? ".json" : ".ndjson";

            var whole = await OutcomeAsync(bytes, extension, int.MaxValue);
            Assert.Equal(whole, await OutcomeAsync(bytes, extension, 1 + random.Next(5)));
        }
    }

    private static async Task<string> OutcomeAsync(byte[] bytes, string extension, int chunk)
    {
        try
        {
            var read = await ReadRows.OfAsync(bytes, extension, 10_000, chunk);
            return $"{read.Headers}\n{string.Join('\n', read.Rows)}";
        }
        catch (UnreadableFileException e)
        {
            return e.Message;
        }
    }
}
