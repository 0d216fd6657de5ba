using Azure;
using Azure.Data.Tables;

namespace CrmServerless.Tests.Offline.Tables;

/// <summary>Expected texts are written from 'Querying tables and entities', section 'Constructing filter strings'.</summary>
public sealed class FilterTests
{
    private static readonly DateTime Leap = new(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc);

    [Fact]
    public void CreateQueryFilter_Text_DoublesQuotes() =>
        Assert.Equal("Name eq 'O''Brien' and City ne ''", TableClient.CreateQueryFilter($"Name eq {"O'Brien"} and City ne {string.Empty}"));

    [Fact]
    public void CreateQueryFilter_TypedValues_AreTypedLiterals()
    {
        var guid = Guid.Parse("8f14e45f-ceea-467f-a2d6-5e2f1b7d9c01");

        Assert.Equal("A eq 7", TableClient.CreateQueryFilter($"A eq {7}"));
        Assert.Equal("A eq 7L", TableClient.CreateQueryFilter($"A eq {7L}"));
        Assert.Equal("A eq -0.5", TableClient.CreateQueryFilter($"A eq {-0.5}"));
        Assert.Equal("A eq true or A eq false", TableClient.CreateQueryFilter($"A eq {true} or A eq {false}"));
        Assert.Equal("A eq datetime'2024-02-29T01:02:03Z'", TableClient.CreateQueryFilter($"A eq {Leap}"));
        Assert.Equal(
            "A eq datetime'2024-02-29T01:02:03Z'",
            TableClient.CreateQueryFilter($"A eq {new DateTimeOffset(2024, 2, 29, 3, 2, 3, TimeSpan.FromHours(2))}"));
        Assert.Equal("A eq guid'8f14e45f-ceea-467f-a2d6-5e2f1b7d9c01'", TableClient.CreateQueryFilter($"A eq {guid}"));
        Assert.Equal("A eq X'01AB'", TableClient.CreateQueryFilter($"A eq {(byte[])[1, 171]}"));
    }

    [Fact]
    public void CreateQueryFilter_TypeThatFiltersDoNotHave_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Uri("https://example.org")}"));

    [Fact]
    public void CreateQueryFilter_Lambda_SaysTheSame()
    {
        var name = "O'Brien";
        var since = new Row { When = Leap };

        Assert.Equal("(PartitionKey eq 'a') and (RowKey ne 'b')", Filter(row => row.PartitionKey == "a" && row.RowKey != "b"));
        Assert.Equal("(PartitionKey eq 'a') or (RowKey gt 'b')", Filter(row => row.PartitionKey == "a" || row.RowKey.CompareTo("b") > 0));
        Assert.Equal("RowKey le 'b'", Filter(row => row.RowKey.CompareTo("b") <= 0));
        Assert.Equal("Name eq 'O''Brien'", Filter(row => row.Name == name));
        Assert.Equal("Name eq 'O''Brien'", Filter(row => row.Name!.Equals(name)));
        Assert.Equal("Amount ge 7L", Filter(row => row.Amount >= 7));
        Assert.Equal("Rate lt 0.5", Filter(row => row.Rate!.Value < 0.5));
        Assert.Equal("When lt datetime'2024-02-29T01:02:03Z'", Filter(row => row.When < since.When));
        Assert.Equal("not (Open eq true)", Filter(row => !row.Open));
        Assert.Equal("Open eq true", Filter(row => row.Open));
        Assert.Equal("Count eq 3", TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetInt32("Count") == 3));
        Assert.Equal("Count eq 3", TableClient.CreateQueryFilter<TableEntity>(entity => (int)entity["Count"]! == 3));
        Assert.Equal("Open eq true", TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetBoolean("Open")!.Value));
    }

    [Fact]
    public void CreateQueryFilter_LambdaThatFiltersCannotSay_IsRefused()
    {
        Assert.Throws<NotSupportedException>(() => Filter(row => row.Name!.StartsWith("Ob", StringComparison.Ordinal)));
        Assert.Throws<NotSupportedException>(() => Filter(row => string.Equals(row.Name, "o", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void CreateQueryFilter_EverythingPasses_IsNoFilter() => Assert.Null(Filter(row => true));

    private static string Filter(System.Linq.Expressions.Expression<Func<Row, bool>> filter) => TableClient.CreateQueryFilter(filter);

    private sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = string.Empty;

        public string RowKey { get; set; } = string.Empty;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? Name { get; set; }

        public long Amount { get; set; }

        public double? Rate { get; set; }

        public DateTime When { get; set; }

        public bool Open { get; set; }
    }
}
