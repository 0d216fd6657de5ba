using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>Two runs at one partition: whatever the order of their writes, the later one's stay, and only the earlier one gives up.</summary>
public sealed class FencedPartitionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Partition = "2026-03|revenue";
    private static readonly DateOnly Day = new(2026, 3, 31);
    private static readonly DateOnly DayBefore = new(2026, 3, 30);

    [Fact]
    public async Task Change_AnEarlierRunWritesLate_TheLaterRunReadsAgainAndItsValueStays()
    {
        var table = (await Installation.NewAsync(azurite, new ManualTime())).Storage.Table(StorageNames.DailyMetrics);
        var seen = new List<string>();

        await FencedPartition.ChangeAsync(
            table,
            Partition,
            run: 7,
            async (later, rows) =>
            {
                seen.Add(string.Join(' ', rows.Values.Select(row => row.GetString("Value"))));
                if (seen.Count == 1)
                    await SetAsync(table, run: 6, "stale");
                await later.WriteAsync(RowOf("new"), default);
                return 0;
            },
            default);

        Assert.Equal(["", "stale"], seen);
        Assert.Equal("new", await ValueAsync(table));
    }

    [Fact]
    public async Task Change_ALaterRunWroteMeanwhile_GivesUpAndItsValueStays()
    {
        var table = (await Installation.NewAsync(azurite, new ManualTime())).Storage.Table(StorageNames.DailyMetrics);

        await Assert.ThrowsAsync<RunOvertakenException>(() => FencedPartition.ChangeAsync(
            table,
            Partition,
            run: 6,
            async (earlier, _) =>
            {
                await SetAsync(table, run: 7, "new");
                await earlier.WriteAsync(RowOf("stale"), default);
                return 0;
            },
            default));

        Assert.Equal("new", await ValueAsync(table));
    }

    [Fact]
    public async Task Change_NothingToWrite_KeepsEarlierRunsOutAllTheSame()
    {
        var table = (await Installation.NewAsync(azurite, new ManualTime())).Storage.Table(StorageNames.DailyMetrics);
        await SetAsync(table, run: 5, "right");

        await FencedPartition.ChangeAsync(table, Partition, run: 7, (_, _) => Task.FromResult(0), default);

        await Assert.ThrowsAsync<RunOvertakenException>(() => SetAsync(table, run: 6, "stale"));
        Assert.Equal("right", await ValueAsync(table));
    }

    [Fact]
    public async Task Write_OvertakenRunHasOtherValuesForADayThatTheLaterFoundUnchanged_PublishesNothing()
    {
        var crm = await Installation.NewAsync(azurite, new ManualTime());
        await crm.Writer.WriteAsync([DayBefore, Day], [Revenue(DayBefore, 10), Revenue(Day, 20)], run: 1, default);
        await crm.Writer.WriteAsync([DayBefore, Day], [Revenue(DayBefore, 10), Revenue(Day, 20)], run: 3, default);

        await Assert.ThrowsAsync<RunOvertakenException>(() => crm.Writer.WriteAsync([Day], [Revenue(Day, 99)], run: 2, default));

        Assert.Equal(20, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
        Assert.Equal([DayBefore, Day], (await crm.Markers.ListAsync(DayBefore, Day, default)).Select(marker => marker.Day));
    }

    private static Task<int> SetAsync(TableClient table, long run, string value) => FencedPartition.ChangeAsync(
        table,
        Partition,
        run,
        async (partition, _) =>
        {
            await partition.WriteAsync(RowOf(value), default);
            return 0;
        },
        default);

    private static TableEntity RowOf(string value) => new(Partition, "30|all|31") { ["Value"] = value };

    private static MetricRow Revenue(DateOnly day, double value) => new(day, "revenue", 30, "all", value, null, null, 1, "money", true);

    private static async Task<string?> ValueAsync(TableClient table) => (await table.GetEntityAsync<TableEntity>(Partition, "30|all|31")).Value.GetString("Value");
}
