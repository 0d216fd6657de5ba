using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Sources.Mappings;
using CrmServerless.Sources.Proposing;
using CrmServerless.Tests.Support.Files;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Proposing;

public sealed class MappingProposalTests
{
    [Fact]
    public async Task For_UnknownPipeline_RecognisesColumnsDatesNumbersAndStates()
    {
        const string file = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,mood\n"
            + "1C1I7A6R,A B,GTX,Cancity,Won,10/20/2016,3/1/2017,\"1,054\",ok\nZ063OYW0,C D,GTX,Isdom,Lost,10/25/2016,3/11/2017,\"$4,514\",ok\nEC4QE1BX,C D,GTX,,Engaging,10/25/2016,,,ok\n";

        var yaml = await ProposeAsync("sales_pipeline-2026-10-31.csv", file);

        Assert.Equal(
            """
            # Proposed by `crm map` for sales_pipeline-2026-10-31.csv from its first 3 rows: check it, then put it in the configuration's folder mappings/.
            entity: deals
            files: sales_pipeline*.csv
            dates: {patterns: [M/D/YYYY]}
            numbers: {group: ",", currency: ["$"]}
            columns:
              id: opportunity_id
              customer_id: account
              created_at: engage_date
              closed_at: close_date
              stage: deal_stage
              amount: close_value
              product: product
              owner: sales_agent
              status: {from: deal_stage, map: {Won: won, Lost: lost}, otherwise: open}
            # Not recognised, kept as dimensions: mood
            others: keep

            """.ReplaceLineEndings("\n"),
            yaml);
        Assert.Equal(
            ["1C1I7A6R: amount=1054 created_at=2016-10-20 closed_at=2017-03-01", "Z063OYW0: amount=4514 created_at=2016-10-25 closed_at=2017-03-11", "EC4QE1BX: amount= created_at=2016-10-25 closed_at="],
            await RowsAsync(yaml, file, "amount", "created_at", "closed_at"));
    }

    [Fact]
    public async Task For_GermanFile_GuessesCommasAndDots()
    {
        const string file = "Kundennummer;Name;Erstellt am;Status\nK1;Müller;31.12.2025 09:30;churned\nK2;Maier;01.02.2026 10:00;aktiv\n";

        var yaml = await ProposeAsync("customers.csv", file);

        Assert.Contains("entity: customers\n", yaml, StringComparison.Ordinal);
        Assert.Contains("dates: {patterns: [\"D.M.YYYY HH:mm\"]}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  status: {from: Status, map: {churned: churned}}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("# No id was recognised; the values of 'Kundennummer' all differ.\n", yaml, StringComparison.Ordinal);
        Assert.Equal(["K1: name=Müller created_at=2025-12-31T09:30:00Z", "K2: name=Maier created_at=2026-02-01T10:00:00Z"], await RowsAsync(yaml, file, "name", "created_at"));
    }

    [Theory]
    [InlineData("1.234,50", "2.000,00", "decimal: \",\", group: \".\"")]
    [InlineData("12,5", "3", "decimal: \",\", group: \".\"")]
    [InlineData("1'234.50", "7", "group: \"'\"")]
    [InlineData("$1,117.10K", "$342.09K", "group: \",\", currency: [\"$\"], suffixes: {K: 1000}")]
    [InlineData("1 234,50 EUR", "7,00 EUR", "decimal: \",\", group: \" \", currency: [EUR]")]
    public async Task For_Numbers_GuessesHowTheyAreWritten(string one, string other, string expected) =>
        Assert.Contains($"\nnumbers: {{{expected}}}\n", await ProposeAsync("orders.csv", $"order id;order date;total\n1;2026-03-01;{one}\n2;2026-03-02;{other}\n"), StringComparison.Ordinal);

    [Fact]
    public async Task For_DatesThatMayBeEitherWay_SaysSo()
    {
        Assert.Contains("# Day and month may be the other way round", await ProposeAsync("orders.csv", "order id,order date,total\n1,3/4/2026,5\n2,5/6/2026,6\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("other way round", await ProposeAsync("orders.csv", "order id,order date,total\n1,3/4/2026,5\n2,5/26/2026,6\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_WhateverHeaders_IsYamlThatIsRead()
    {
        const string letters = "aZ: #'\"{}[]&*!|>%@`,id\\-?é";
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var headers = Enumerable.Range(0, random.Next(1, 8)).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => letters[random.Next(letters.Length)])]));
            var sample = new FileSample("odd [file]: {1}.csv", new Headers(headers), [["1", "2", "3"], ["4", "x: y", "\"'"]]);
            var errors = new List<ConfigError>();

            var mapping = MappingYaml.Read("m.yaml", MappingProposal.For(sample), errors);

            Assert.True(mapping is not null || errors.All(e => e.Key.StartsWith("columns", StringComparison.Ordinal)), string.Join('\n', errors));
        }
    }

    [Fact]
    public async Task Sample_OfJsonAndWorkbooks_HasTheirHeadersAndRows()
    {
        var json = await FilePreview.SampleAsync(() => new MemoryStream("[{\"Nr\": 1, \"Sum\": 2.5}]"u8.ToArray()), "orders.json", 10, default);
        var workbook = await FilePreview.SampleAsync(() => new MemoryStream(TestWorkbook.Of(new TestSheet("x", false, ["Nr", "Sum"], [1, 2.5]))), "orders.xlsx", 10, default);

        Assert.All([json, workbook], s => Assert.Equal("Nr|Sum", string.Join('|', s.Headers.Names)));
        Assert.All([json, workbook], s => Assert.Equal("1|2.5", string.Join('|', Assert.Single(s.Rows).Where(c => c.Length > 0))));
    }

    private static async Task<string> ProposeAsync(string name, string text) =>
        MappingProposal.For(await FilePreview.SampleAsync(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), name, 1_000, default));

    private static async Task<List<string>> RowsAsync(string yaml, string text, params string[] fields)
    {
        var errors = new List<ConfigError>();
        var mapping = MappingYaml.Read("m.yaml", yaml, errors);
        Assert.Empty(errors);
        var context = new RowContext("acme", DateTimeZone.Utc, DateTimeZone.Utc, 1, HasFilledModifiedAt: true);
        var preview = await FilePreview.ConvertAsync(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv", mapping!, context, 10, default);
        Assert.Empty(preview.Rejections);
        return [.. preview.Rows.Select(r => $"{r[0]}: {string.Join(' ', fields.Select(f => $"{f}={r[1 + preview.Columns.ToList().IndexOf(f)]}"))}")];
    }
}
