using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Mappings;

public sealed class MappingYamlTests
{
    private const string Whole = """
        entity: deals
        source: acme
        vendor: hubspot
        files: [deals*.csv, "pipeline/*.csv"]
        headers: [Deal ID]
        others: keep
        empty: ["--"]
        dates: {patterns: [D.M.YYYY, unix ms], zone: Europe/Berlin}
        numbers: {decimal: ",", group: ".", currency: [€], suffixes: {K: 1000}}
        columns:
          id: [Deal ID, Record ID]
          owner: Sales Agent
          currency: {value: EUR}
          status: {from: Stage, map: {Closed Won: won, Lost: lost}, otherwise: open}
          type: {from: Kind, default: new}
          segment: {from: Size, bands: {0: Small, 100: Large}}
        lookups:
          region: {table: teams, by: owner, column: Office}
        """;

    private readonly List<ConfigError> errors = [];

    [Fact]
    public void Read_EverythingThereIs_IsRead()
    {
        var mapping = Read(Whole)!;

        Assert.Empty(errors);
        Assert.Equal(("acme", "hubspot"), (mapping.Scope.Source, mapping.Scope.Vendor));
        Assert.Equal(["deals*.csv", "pipeline/*.csv"], mapping.Scope.Files.Select(f => f.Text));
        Assert.Equal(["Deal ID"], mapping.Scope.Headers.Select(h => h.First));
        Assert.Equal(Entities.Deals, mapping.Entity);
        Assert.True(mapping.KeepsOthers);
        Assert.Equal("Europe/Berlin", mapping.Zone?.Id);
        Assert.Equal(["D.M.YYYY", "unix ms"], mapping.Conventions.DatePatterns.Select(p => p.Text));
        Assert.Equal((',', '.'), (mapping.Conventions.Numbers.Decimal, mapping.Conventions.Numbers.Group));
        Assert.Equal(["id", "owner", "currency", "status", "type", "segment"], mapping.Columns.Select(c => c.Name));
        Assert.Equal(["Deal ID", "Record ID"], mapping.Columns[0].Headers);
        Assert.Equal("EUR", mapping.Columns[2].Sources[0].Constant);
        Assert.Equal("won", mapping.Columns[3].Sources[0].Map?.Find("closed_won"));
        Assert.Equal("open", mapping.Columns[3].Sources[0].Map?.Find("Anything"));
        Assert.Equal("new", mapping.Columns[4].Default);
        Assert.Equal("Large", mapping.Columns[5].Sources[0].Bands?.Find(100));
        Assert.Null(mapping.Columns[5].Field);
        Assert.Equal(new MappedLookup("region", "teams", Entities.Deals["owner"], "Office"), Assert.Single(mapping.Lookups));
    }

    [Fact]
    public void Read_Lookups_TableAndKeyAreColumnsAndTheRestIsKept()
    {
        var mapping = Read("entity: lookups\ntable: sales_teams\nkey: sales_agent\n")!;

        Assert.Empty(errors);
        Assert.True(mapping.KeepsOthers);
        Assert.Equal([("table", "sales_teams", 0), ("key", null, 1)], mapping.Columns.Select(c => (c.Name, c.Sources[0].Constant, c.Headers.Count())));
    }

    [Fact]
    public void Hash_LineEndingsAside_ChangesWithTheText()
    {
        Assert.Equal(Read(Whole)!.Hash, Read(Whole.ReplaceLineEndings("\r\n"))!.Hash);
        Assert.NotEqual(Read(Whole)!.Hash, Read(Whole.Replace("Small", "Tiny", StringComparison.Ordinal))!.Hash);
    }

    [Theory]
    [InlineData("columns: {id: Id}", "m.yaml:1:1: entity: found nothing, expected one of customers, contacts, leads")]
    [InlineData("entity: deal\ncolumns: {id: Id}", "m.yaml:1:9: entity: found 'deal', expected one of customers")]
    [InlineData("entity: deals", "m.yaml:1:1: columns: found nothing, expected the columns: a map of fields to headers")]
    [InlineData("entity: deals\ncolumns: {owner: Agent}", "m.yaml:2:10: columns: found a map, expected a column for id, or under key the columns that identify a row of deals")]
    [InlineData("entity: spend\ncolumns: {amount: Cost}", "m.yaml:2:10: columns: found a map, expected a column for day")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  custmer_id: Account", "m.yaml:4:15: columns.custmer_id: found 'Account', expected the field's name 'customer_id'")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: {from: Amount, value: 5}", "m.yaml:4:18: columns.amount.from: found 'Amount', expected either from, the header, or join, several headers, or value")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: {first: Amount}", "m.yaml:4:19: columns.amount.first: found 'Amount', expected a list of headers or sources")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: {first: [A, {from: B, splitt: x}]}", "m.yaml:4:33: columns.amount.first[2].splitt: found an unknown key, expected 'split'")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: {from: A, as: day}", "m.yaml:4:25: columns.amount.as: found 'day', expected nothing: the field holds no date")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  closed_at: {from: A, as: days}", "m.yaml:4:28: columns.closed_at.as: found 'days', expected one of day, domain")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  closed_at: {from: A, since: B}", "m.yaml:4:31: columns.closed_at.since: found 'B', expected nothing: only the field day")]
    [InlineData("entity: fx_rates\ncolumns:\n  day: {from: A, until: B}\n  currency: C", "m.yaml:3:25: columns.day.until: found 'B', expected nothing: totals of fx_rates can't be spread")]
    [InlineData("entity: deals\ncolumns: {id: Id}\nids: {form: sf}", "m.yaml:3:13: ids.form: found 'sf', expected one of salesforce")]
    [InlineData("entity: deals\ncolumns: {id: Id}\nheaders: [[]]", "m.yaml:3:11: headers[1]: found a list, expected at least one name")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: {value: lots}", "m.yaml:4:19: columns.amount.value: found 'lots', expected a number such as 1234.5")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  created_at: {from: Created, default: 31.12.2026}", "m.yaml:4:40: columns.created_at.default: found '31.12.2026', expected a date or time by ISO 8601")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  status: {from: S, map: {Won: won, WON: lost}}", "m.yaml:4:42: columns.status.map.WON: found 'lost', expected one entry for 'Won' and 'WON': they compare alike")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  status: {from: S, otherwise: open}", "m.yaml:4:11: columns.status.map: found nothing, expected a map of texts")]
    [InlineData("entity: products\ncolumns:\n  id: Id\n  tier_rank: {from: Price, bands: [10, 5]}", "m.yaml:4:35: columns.tier_rank.bands: found a list, expected numbers in ascending order")]
    [InlineData("entity: products\ncolumns:\n  id: Id\n  tier_rank: {from: Price, bands: {0: low}}", "m.yaml:4:39: columns.tier_rank.bands.0: found 'low', expected a number")]
    [InlineData("entity: products\ncolumns:\n  id: Id\n  tier_rank: {from: Price, band: [0]}", "m.yaml:4:28: columns.tier_rank.band: found an unknown key, expected 'bands'")]
    [InlineData("entity: deals\ncolumns: {id: Id}\ndates: {patterns: [dd/mm/yyyy]}", "m.yaml:3:20: dates.patterns[1]: found 'dd/mm/yyyy', expected a date pattern with year, month and day")]
    [InlineData("entity: deals\ncolumns: {id: Id}\ndates: {zone: Berlin}", "m.yaml:3:15: dates.zone: found 'Berlin', expected an IANA time zone")]
    [InlineData("entity: deals\ncolumns: {id: Id}\nnumbers: {decimal: ',', group: ','}", "m.yaml:3:32: numbers.group: found ',', expected another sign than the decimal one, ','")]
    [InlineData("entity: deals\ncolumns: {id: Id}\nlookups: {region: {table: t, by: agent, column: c}}", "m.yaml:3:34: lookups.region.by: found 'agent', expected a field of deals: id, customer_id")]
    [InlineData("entity: surveys\ncolumns: {score: S}\nkey: [at]", "m.yaml:3:7: key[1]: found 'at', expected the name of a column that is mapped under columns")]
    [InlineData("entity: deals\ncolumns:\n  id: Id\n  amount: A\n  Amount: B\nkey: [x]", "m.yaml:5:11: columns.Amount: found 'B', expected one column of that name")]
    [InlineData("entity: lookups\nkey: a", "m.yaml:1:1: table: found nothing, expected text")]
    [InlineData("entity: deals\ncolumns: {id: Id}\nother: keep", "m.yaml:3:1: other: found an unknown key, expected 'others'")]
    public void Read_Wrong_NamesFileLineKeyAndWhatWasExpected(string text, string expected)
    {
        Assert.Null(Read(text));
        Assert.Contains(errors, e => e.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    private Mapping? Read(string text) => MappingYaml.Read("m.yaml", text, errors);
}
