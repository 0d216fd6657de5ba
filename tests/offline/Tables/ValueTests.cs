using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class ValueTests(AzuriteFixture azurite) : TableTests(azurite)
{
    public static TheoryData<object> Values => new()
    {
        "text with \"quotes\", 'quotes', \\ and 日本 😀", string.Empty, "2024-02-29T00:00:00Z",
        int.MinValue, int.MaxValue, 0, long.MinValue, long.MaxValue, 7L,
        0.1, 5.0, -0.25, 1e300, 5e-324, 1e15, 123456789012345680.0, double.MaxValue,
        true, false,
        Guid.Parse("8f14e45f-ceea-467f-a2d6-5e2f1b7d9c01"),
        new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(1234567), new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        (byte[])[], (byte[])[0, 1, 127, 128, 255],
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task UpsertEntityAsync_Value_ComesBackWithItsType(object value)
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = value });
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "s") { ["Value"] = value })]);

        Assert.Equal(value, (await ReadAsync("p", "r"))["Value"]);
        Assert.Equal(value, (await ReadAsync("p", "s"))["Value"]);
    }

    [Fact]
    public async Task UpsertEntityAsync_UtcDateTime_ComesBackAsDateTimeOffset()
    {
        var moment = new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc);
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["When"] = moment });

        var stored = await ReadAsync("p", "r");

        Assert.Equal(new DateTimeOffset(moment), Assert.IsType<DateTimeOffset>(stored["When"]));
        Assert.Equal(moment, stored.GetDateTime("When"));
        Assert.Equal(DateTimeKind.Utc, stored.GetDateTime("When")!.Value.Kind);
    }

    [Fact]
    public async Task UpsertEntityAsync_OtherOffset_ComesBackAsTheSameMomentInUtc()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["When"] = new DateTimeOffset(2024, 3, 1, 1, 0, 0, TimeSpan.FromHours(2)) });

        var stored = (await ReadAsync("p", "r")).GetDateTimeOffset("When")!.Value;

        Assert.Equal(new DateTimeOffset(2024, 2, 29, 23, 0, 0, TimeSpan.Zero), stored);
        Assert.Equal(TimeSpan.Zero, stored.Offset);
    }

    [Fact]
    public async Task UpsertEntityAsync_Null_StoresNoProperty()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Nothing"] = null, ["Something"] = 1 });

        Assert.False((await ReadAsync("p", "r")).ContainsKey("Nothing"));
    }

    [Fact]
    public async Task GetEntityAsync_TableEntity_EnumeratesTheSystemPropertiesToo()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada" });

        var stored = await ReadAsync("p", "r");

        Assert.Equal(["Name", "PartitionKey", "RowKey", "Timestamp", "odata.etag"], stored.Keys.Order(StringComparer.Ordinal));
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(stored.Timestamp!.Value, now.AddMinutes(-1), now.AddMinutes(1));
        Assert.StartsWith("W/\"datetime'", stored.ETag.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertEntityAsync_EntityThatWasRead_CanBeWrittenBack()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Count"] = 1L });
        var read = await ReadAsync("p", "r");
        read["Count"] = 2;

        await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);

        Assert.Equal(2L, (await ReadAsync("p", "r"))["Count"]);
    }

    [Fact]
    public async Task GetEntityAsync_OwnClass_ComesBackEqual()
    {
        var order = new Order
        {
            PartitionKey = "p", RowKey = "r", Number = 3, Total = 12.0, Cents = 1_200_000_000_000, Paid = true, State = OrderState.Shipped,
            At = new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc), Until = null, Id = Guid.Parse("8f14e45f-ceea-467f-a2d6-5e2f1b7d9c01"),
            Bytes = [1, 2], Note = "grüße", Secret = "not stored",
        };
        await Table.AddEntityAsync(order);

        Order stored = await Table.GetEntityAsync<Order>("p", "r");
        var raw = await ReadAsync("p", "r");

        Assert.Equal(
            (order.Number, order.Total, order.Cents, order.Paid, order.State, order.At, order.Until, order.Id, order.Note),
            (stored.Number, stored.Total, stored.Cents, stored.Paid, stored.State, stored.At, stored.Until, stored.Id, stored.Note));
        Assert.Equal([1, 2], stored.Bytes!);
        Assert.Equal(("p", "r"), (stored.PartitionKey, stored.RowKey));
        Assert.Equal(raw.ETag, stored.ETag);
        Assert.Equal(raw.Timestamp, stored.Timestamp);
        Assert.Null(stored.Secret);
        Assert.Equal("Shipped", raw["State"]);
        Assert.Equal("grüße", raw["Remark"]);
    }

    private enum OrderState
    {
        Open,
        Shipped,
    }

    private sealed class Order : ITableEntity
    {
        public string PartitionKey { get; set; } = string.Empty;

        public string RowKey { get; set; } = string.Empty;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public int Number { get; set; }

        public double Total { get; set; }

        public long? Cents { get; set; }

        public bool Paid { get; set; }

        public OrderState State { get; set; }

        public DateTime At { get; set; }

        public DateTimeOffset? Until { get; set; }

        public Guid Id { get; set; }

        public byte[]? Bytes { get; set; }

        [DataMember(Name = "Remark")]
        public string? Note { get; set; }

        [IgnoreDataMember]
        public string? Secret { get; set; }
    }
}
