using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Converting;

public sealed class RowConverterTests
{
    private const long FileTicks = 1_000;

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public async Task Convert_CanonicalRow_HasValuesByFieldAndAbsentWhereTheFileHasNoColumn()
    {
        var (rows, rejections, converter) = await ConvertAsync("deals.csv", "id,amount,currency,Team,created_at\nD1,12.50,,North,2026-03-01T10:00:00\n");

        var deal = Assert.Single(rows);
        Assert.Empty(rejections);
        Assert.Equal(new RecordKey("acme", "D1"), deal.Key);
        Assert.Equal(FieldValue.OfNumber(12.5m), deal.Values[Entities.Deals["amount"].Index]);
        Assert.Equal(FieldValue.Empty, deal.Values[Entities.Deals["currency"].Index]);
        Assert.Equal(FieldValue.Absent, deal.Values[Entities.Deals["closed_at"].Index]);
        Assert.Equal(FieldValue.OfInstant(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)), deal.Values[Entities.Deals["created_at"].Index]);
        Assert.Equal(["Team"], converter.CustomColumns);
        Assert.Equal(FieldValue.OfText("North"), deal.Values[Entities.Deals.Fields.Count]);
    }

    [Theory]
    [InlineData("D1,abc,2026-03-01", "amount", "found 'abc', expected a number such as 1234.5")]
    [InlineData("D1,5,1.3.2026", "created_at", "found '1.3.2026', expected a date or time by ISO 8601, such as 2026-10-31 or 2026-10-31T09:30:00Z")]
    [InlineData("D1,-5,2026-03-01", "amount", "amount is negative")]
    [InlineData("D1,5,", "created_at", "created_at is empty")]
    [InlineData(",5,2026-03-01", "id", "what identifies the row is empty or longer than 1024 characters")]
    [InlineData("D1,5", "", "the row has 2 cells, the header 3")]
    [InlineData("D1,5,2026-03-01,x", "", "the row has 4 cells, the header 3")]
    [InlineData("\"D1\"x,5,2026-03-01", "", "cell 1 has text after its closing quote")]
    public async Task Convert_UnusableRow_NamesLineColumnAndReason(string row, string column, string reason)
    {
        var (rows, rejections, _) = await ConvertAsync("deals.csv", $"id,amount,created_at\nD0,1,2026-03-01\n{row}\nD2,1,2026-03-01,\n");

        Assert.Equal(["D0", "D2"], rows.Select(r => r.Key.Id));
        Assert.Equal(new RowRejection(3, column, reason), Assert.Single(rejections));
    }

    [Fact]
    public async Task Convert_RuleBrokenInMappedFile_BlamesTheFilesOwnHeader()
    {
        var (_, rejections, _) = await ConvertAsync("x.csv", "Nr,Opened,Sum\n1,,5\n", "entity: deals\ncolumns: {id: Nr, created_at: Opened, amount: Sum}");

        Assert.Equal(new RowRejection(2, "Opened", "created_at is empty"), Assert.Single(rejections));
    }

    [Fact]
    public async Task Version_ModifiedAt_ElseOlderThanAnyBesideFilledOnes()
    {
        var (rows, _, converter) = await ConvertAsync("customers.csv", "id,modified_at\n1,2026-03-01T00:00:00Z\n2,\n3,2026-03-02\n");

        // A date is the start of its day: 2 March in Berlin begins at 23:00 UTC on the 1st.
        Assert.Equal(
            [new DateTime(2026, 3, 1).Ticks, RecordVersion.OlderThanAny, new DateTime(2026, 3, 1, 23, 0, 0).Ticks],
            rows.Select(r => r.VersionTicks));
        Assert.False(converter.HasNothingToBeOlderThan);
    }

    [Fact]
    public async Task Version_ModifiedAtEmptyThroughout_IsToBeReadAgainAsIfItWereNotThere()
    {
        const string text = "id,modified_at\n1,\n2,\n";

        Assert.True((await ConvertAsync("customers.csv", text)).Converter.HasNothingToBeOlderThan);
        Assert.Equal([FileTicks, FileTicks], (await ConvertAsync("customers.csv", text, hasFilledModifiedAt: false)).Rows.Select(r => r.VersionTicks));
    }

    [Fact]
    public async Task Version_NoModifiedAtColumn_IsTheFiles() =>
        Assert.Equal(FileTicks, Assert.Single((await ConvertAsync("customers.csv", "id,name\n1,x\n")).Rows).VersionTicks);

    [Fact]
    public async Task Key_EntityWithoutId_IsItsKeyFieldsWithWordsAndNumbersAlike()
    {
        var (rows, _, _) = await ConvertAsync("spend.csv", "day,category,amount,amortise_months\n2026-03-01,Marketing,5,12\n2026-03-01T10:00:00,marketing,5,12.0\n");

        Assert.Equal(["2026-03-01|marketing||||12", "2026-03-01|marketing||||12"], rows.Select(r => r.Key.Id));
    }

    [Fact]
    public async Task Key_NaturalKey_IsItsColumnsJoined()
    {
        var (rows, _, _) = await ConvertAsync("x.csv", "Subject,Opened\na|b,2026-03-01\n", "entity: tickets\nkey: [created_at, subject]\ncolumns: {created_at: Opened, subject: Subject}");

        Assert.Equal("2026-03-01|a%7Cb", Assert.Single(rows).Key.Id);
    }

    [Fact]
    public async Task Key_RowsWithoutId_AreNamedByContentAndEqualRowsStayApart()
    {
        var (rows, _, _) = await ConvertAsync("interactions.csv", "customer_id,at,type\nC1,2026-03-01,call\nC2,2026-03-01,call\nC1,2026-03-01,Call\n");
        var (reordered, _, _) = await ConvertAsync("interactions.csv", "type,note,at,customer_id\ncall,,2026-03-01,C2\ncall,,2026-03-01,C1\ncall,,2026-03-01,C1\n");

        Assert.Equal(3, rows.Select(r => r.Key.Id).Distinct().Count());
        Assert.Equal(rows.Select(r => r.Key.Id).Order(), reordered.Select(r => r.Key.Id).Order());
        Assert.EndsWith("-2", rows[2].Key.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_ConstantsDefaultsMapsAndBands_GiveTheirValues()
    {
        var (rows, _, _) = await ConvertAsync(
            "x.csv",
            "Nr,Stage,Kind,Price\n1,Closed-Won,,150\n2,odd,renewal,\n",
            "entity: deals\ncolumns:\n  id: Nr\n  currency: {value: USD}\n  type: {from: Kind, default: new}\n  status: {from: Stage, map: {closed won: won}}\n  size: {from: Price, bands: {0: Small, 100: Large}}");

        Assert.Equal(["USD|new|won|Large", "USD|renewal|odd|"], rows.Select(r =>
            string.Join('|', new[] { "currency", "type", "status" }.Select(f => r.Values[Entities.Deals[f].Index].ToString()).Append(r.Values[Entities.Deals.Fields.Count].ToString()))));
    }

    private static async Task<(List<RecordVersion> Rows, List<RowRejection> Rejections, RowConverter Converter)> ConvertAsync(
        string path, string text, string? mapping = null, bool hasFilledModifiedAt = true)
    {
        var errors = new List<ConfigError>();
        var catalogue = MappingCatalogue.Read(mapping is null ? [] : [("m.yaml", mapping)], errors);
        Assert.Empty(errors);

        var file = await CsvFile.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CsvReader.DefaultMaxRowBytes, default);
        await using var reader = file.Reader;
        await reader.ReadAsync(default);
        var headers = new Headers(Enumerable.Range(0, reader.CellCount).Select(i => Encoding.UTF8.GetString(reader.Cell(i))));
        var choice = catalogue.Choose(new InboxPath("acme", path), "acme", headers);
        var converter = new RowConverter(choice.Mapping!, headers, new RowContext("acme", Berlin, Berlin, FileTicks, hasFilledModifiedAt));

        var (rows, rejections) = (new List<RecordVersion>(), new List<RowRejection>());
        while (await reader.ReadAsync(default))
        {
            if (converter.Convert(reader, out var rejection) is { } row)
                rows.Add(row);
            else
                rejections.Add(rejection!);
        }

        return (rows, rejections, converter);
    }
}
