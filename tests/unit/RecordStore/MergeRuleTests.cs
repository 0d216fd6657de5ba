using CrmServerless.Records;
using CrmServerless.RecordStore;
using Xunit;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>The rules by cases made by hand.</summary>
public sealed class MergeRuleTests
{
    private const long Monday = 638_000_000_000_000_000;
    private const long Tuesday = Monday + TimeSpan.TicksPerDay;
    private static readonly EntitySchema Products = Entities.Products;
    private static readonly FieldValue Day = FieldValue.OfDay(new DateOnly(2026, 3, 1));

    [Fact]
    public async Task FieldWise_PatchWithFewFields_KeepsTheOthers()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "Pen", line: "Office", price: 2)]);
        await store.CommitAsync("b", [Product(Tuesday, price: 3)]);
        await AssertProductAsync(store, "Pen", "Office", 3);
    }

    [Fact]
    public async Task FieldWise_EmptyCell_Clears()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "Pen", line: "Office")]);
        await store.CommitAsync("b", [Product(Tuesday, line: "")]);
        await AssertProductAsync(store, "Pen", null, null);
    }

    [Fact]
    public async Task FieldWise_OlderVersionComesLater_FillsOnlyWhatIsNotKnown()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Tuesday, name: "Pen")]);
        await store.CommitAsync("b", [Product(Monday, name: "Pencil", line: "Office")]);
        await AssertProductAsync(store, "Pen", "Office", null);
    }

    [Fact]
    public async Task FieldWise_EqualTimes_LaterDeliveryWinsAndWithinItTheLaterRow()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "first", line: "kept")]);
        await store.CommitAsync("b", [Product(Monday, name: "second"), Product(Monday, name: "third")]);
        await AssertProductAsync(store, "third", "kept", null);
    }

    [Fact]
    public async Task FieldWise_OlderThanAny_LosesEvenWhenItComesLast()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(1, name: "old but dated")]);
        await store.CommitAsync("b", [Product(RecordVersion.OlderThanAny, name: "undated", line: "Office")]);
        await AssertProductAsync(store, "old but dated", "Office", null);
    }

    [Fact]
    public async Task FieldWise_SameExportAgain_IsUnchangedAndStoresNothing()
    {
        var store = new MemoryStore(Products, []);
        Assert.Equal((1, 0), await store.CommitAsync("a", [Product(Monday, name: "Pen", price: 2.0m)]));
        Assert.Equal((0, 1), await store.CommitAsync("b", [Product(Monday, name: "Pen", price: 2.00m)]));
        Assert.Single(store.Runs);
    }

    [Fact]
    public async Task FieldWise_SameValuesOfALaterTime_AreUnchangedYetStored()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "Pen")]);
        Assert.Equal((0, 1), await store.CommitAsync("c", [Product(Tuesday + 5, name: "Pen")]));
        Assert.Equal((0, 1), await store.CommitAsync("b", [Product(Tuesday, name: "Pencil")]));
        await AssertProductAsync(store, "Pen", null, null);
        Assert.Equal(2, store.Runs.Count);
    }

    [Fact]
    public async Task FieldWise_TwoRowsOfOneKey_AreCountedOneAfterTheOther()
    {
        var store = new MemoryStore(Products, []);
        var rows = new[] { Product(Monday, name: "Pen"), Product(Monday, name: "Pen"), Product(Monday, name: "Pencil"), Product(Monday, line: "") };
        Assert.Equal((2, 2), await store.CommitAsync("a", rows));
    }

    [Fact]
    public async Task Since_ChangedRecord_TellsTheValuesBefore()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "Pen", price: 2)]);
        await store.CommitAsync("b", [Product(Tuesday, price: 3)]);
        var record = Assert.Single(await store.ReadAsync(since: 1));
        Assert.True(record.Changed);
        Assert.Equal(2, Value(record.Before!, "price").AsNumber);
        Assert.Equal("Pen", Value(record.Before!, "name").AsText);
        Assert.False(Assert.Single(await store.ReadAsync(since: 2)).Changed);
        Assert.Null(Assert.Single(await store.ReadAsync(since: 0)).Before);
    }

    [Fact]
    public async Task AddWithinDelivery_RowsOfOneSet_AddUpOverDeliveriesAndANewerSetReplaces()
    {
        var store = new MemoryStore(Entities.Traffic, []);
        await store.CommitAsync("march", [Visits(Monday, 10, 1), Visits(Monday, 5, null)]);
        await store.CommitAsync("march", [Visits(Monday, 7, null)]);
        await AssertVisitsAsync(store, 22, 1);
        await store.CommitAsync("april", [Visits(Tuesday, 3, null)]);
        await AssertVisitsAsync(store, 3, null);
        await store.CommitAsync("april", [Visits(Tuesday, 4, 2)]);
        await AssertVisitsAsync(store, 7, 2);
    }

    [Fact]
    public async Task AddWithinDelivery_SameTotalsInANewSet_AreUnchanged()
    {
        var store = new MemoryStore(Entities.Traffic, []);
        Assert.Equal((2, 0), await store.CommitAsync("march", [Visits(Monday, 10, 1), Visits(Monday, 5, null)]));
        Assert.Equal((0, 1), await store.CommitAsync("again", [Visits(Tuesday, 15, 1)]));
        Assert.Equal((0, 2), await store.CommitAsync("late", [Visits(Monday, 99, 1), Visits(Monday, 99, 1)]));
    }

    [Fact]
    public async Task AddWithinDelivery_LostSetGrowsAndIsNewest_IsAllCountedUnlessItWasClosed()
    {
        foreach (var (isClosed, visits) in new[] { (false, 17m), (true, 7m) })
        {
            var store = new MemoryStore(Entities.Traffic, []);
            await store.CommitAsync("march", [Visits(Monday, 10, null)]);
            await store.CommitAsync("april", [Visits(Tuesday, 3, null)]);
            await store.CompactAsync([.. store.Runs], _ => isClosed);
            await AssertVisitsAsync(store, 3, null);
            await store.CommitAsync("march", [Visits(Tuesday + 1, 7, null)]);
            await AssertVisitsAsync(store, visits, null);
        }
    }

    [Fact]
    public async Task AddWithinDelivery_SumBeyondDecimal_StaysAtTheLimit()
    {
        var store = new MemoryStore(Entities.Traffic, []);
        await store.CommitAsync("a", [Visits(Monday, decimal.MaxValue, null), Visits(Monday, decimal.MaxValue, null)]);
        await AssertVisitsAsync(store, decimal.MaxValue, null);
    }

    [Fact]
    public async Task LastInDelivery_LaterRowAndNewerSet_ReplaceTheWholeRecord()
    {
        var store = new MemoryStore(Entities.FxRates, []);
        await store.CommitAsync("a", [Rate(Monday, 1.1m), Rate(Monday, 1.2m)]);
        await store.CommitAsync("b", [Rate(Monday - 1, 9m)]);
        var record = Assert.Single(await store.ReadAsync());
        Assert.Equal(1.2m, record.Values[2].AsNumber);
        await store.CommitAsync("c", [Rate(Tuesday, null)]);
        Assert.Equal(FieldKind.Empty, Assert.Single(await store.ReadAsync()).Values[2].Kind);
    }

    [Fact]
    public async Task Compaction_OfManyVersions_LeavesTheWinningValuesOnly()
    {
        var store = new MemoryStore(Products, []);
        await store.CommitAsync("a", [Product(Monday, name: "Pen", line: "Office", price: 2)]);
        for (var day = 1; day <= 20; day++)
            await store.CommitAsync($"p{day}", [Product(Monday + day, price: day)]);
        await store.CompactAsync([.. store.Runs], _ => true);
        Assert.Equal(2, Assert.Single(store.Runs).Rows());
        await AssertProductAsync(store, "Pen", "Office", 20);
        await store.CommitAsync("late", [Product(Monday + 19, name: "Fountain pen", price: 77)]);
        await AssertProductAsync(store, "Fountain pen", "Office", 20);
    }

    private static async Task AssertProductAsync(MemoryStore store, string name, string? line, decimal? price)
    {
        var record = Assert.Single(await store.ReadAsync());
        var (readName, readLine) = (Value(record.Values, "name").AsText, Value(record.Values, "line").AsText);
        Assert.Equal((name, line, price), (readName, readLine, Value(record.Values, "price").AsNumber));
    }

    private static FieldValue Value(IReadOnlyList<FieldValue> values, string field) => values[Products[field].Index];

    private static async Task AssertVisitsAsync(MemoryStore store, decimal visitors, decimal? conversions)
    {
        var record = Assert.Single(await store.ReadAsync());
        Assert.Equal((visitors, conversions), (record.Values[3].AsNumber, record.Values[4].AsNumber));
    }

    /// <summary>A product; what is not given is absent, an empty line is an empty cell.</summary>
    private static RecordVersion Product(long time, string? name = null, string? line = null, decimal? price = null) => new(
        new RecordKey("crm", "7"),
        time,
        [FieldValue.OfText("7"), Text(name), Text(line), FieldValue.Absent, price is { } p ? FieldValue.OfNumber(p) : FieldValue.Absent]);

    private static FieldValue Text(string? text) => text is null ? FieldValue.Absent : FieldValue.OfText(text);

    private static RecordVersion Visits(long time, decimal visitors, decimal? conversions) => new(
        new RecordKey("web", "2026-03-01|mail|"),
        time,
        [Day, FieldValue.OfText("mail"), FieldValue.Empty, FieldValue.OfNumber(visitors), Number(conversions)]);

    private static RecordVersion Rate(long time, decimal? rate) => new(
        new RecordKey("bank", "2026-03-01|USD"), time, [Day, FieldValue.OfText("USD"), Number(rate)]);

    private static FieldValue Number(decimal? number) => number is { } n ? FieldValue.OfNumber(n) : FieldValue.Empty;
}
