using System.Globalization;
using CrmServerless.Azurite;
using CrmServerless.Configuration;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Writing;
using CrmServerless.Records;

namespace CrmServerless.Bench.RecordStore;

/// <summary>
/// Measures writing a delivery, and reading merged records from one run, from two large ones, and with many small ones beside them.
/// </summary>
internal static class StoreBench
{
    private const int SmallRuns = 300;
    private const int SmallRunRows = 20;
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Without storage: how fast the code is.</summary>
    public static async Task InMemoryAsync(int records)
    {
        var context = new StoreContext(new MemorySegments(), null!, new RecordStoreOptions(), Clock);
        var state = await CommitAsync(context, ManifestState.Empty, "write, nothing stored before", OrderRows.Make(records, 1, 0));
        await ReadAsync("read, one run", new BlobRecordSnapshot(context, state), 0);
        state = await CommitAsync(context, state, "write the same again (all left out)", OrderRows.Make(records, 1, 0));
        state = await CommitAsync(context, state, "write newer versions of a fifth", OrderRows.Make(records, 5, 1));
        await ReadAsync("read, two runs", new BlobRecordSnapshot(context, state), 0);
        await ReadAsync("read, two runs, compared with before", new BlobRecordSnapshot(context, state), 1);
        var rows = OrderRows.Make(records, Math.Max(1, records / (SmallRuns * SmallRunRows)), 2).Chunk(SmallRunRows).ToList();
        foreach (var chunk in rows)
            state = await AdmitAsync(context, state, chunk);
        await ReadAsync($"read, {state.Runs.Count} runs", new BlobRecordSnapshot(context, state), 0);
    }

    /// <summary>With the local storage server, whose speed is not Azure's.</summary>
    public static async Task OnAzuriteAsync(int records)
    {
        var account = AzuriteAccount.WithRandomKey("bench");
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = [account] });
        var storage = CrmStorageFactory.FromConnectionString(server.ConnectionStringOf(account));
        await storage.EnsureCreatedAsync(default);
        var store = new BlobRecordStore(storage, Clock);
        await using var writer = await store.BeginAsync("bench", "bench", default);
        var started = new Watch();
        foreach (var row in OrderRows.Make(records, 1, 0))
            await writer.AppendAsync(Entities.Orders, [], row, default);
        await writer.CommitAsync(default);
        Print("write", records, 0, started);
        await ReadAsync("read", await store.SnapshotAsync(default), 0);
    }

    private static async Task<ManifestState> CommitAsync(StoreContext context, ManifestState state, string what, IEnumerable<RecordVersion> rows)
    {
        var (started, before) = (new Watch(), state.Runs.Count);
        var (next, count) = await AdmitCountedAsync(context, state, rows);
        Print(what, count.Stored + count.Unchanged, next.Runs.Skip(before).Sum(r => r.Bytes()), started);
        return next;
    }

    private static async Task<ManifestState> AdmitAsync(StoreContext context, ManifestState state, IEnumerable<RecordVersion> rows) =>
        (await AdmitCountedAsync(context, state, rows)).State;

    private static async Task<(ManifestState State, CommitCount Count)> AdmitCountedAsync(
        StoreContext context, ManifestState state, IEnumerable<RecordVersion> rows)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"run{state.Sequence}");
        var entity = new EntityRows(new RowLayout(Entities.Orders, []));
        foreach (var row in rows)
        {
            entity.Add(row);
            if (entity.BufferedBytes >= context.Options.BufferBytes)
                await entity.SpillAsync(context, prefix, default);
        }

        var outcome = await new AdmissionPass(context, prefix, "set").RunAsync(entity, state, default);
        var sequence = state.Sequence + 1;
        List<StoredRun> runs = [.. state.Runs];
        if (outcome.Segments.Count > 0)
            runs.Add(new StoredRun(Entities.Orders.Name, sequence, sequence, null, false, [], outcome.Segments, default));
        return (state with { Sequence = sequence, Runs = runs }, outcome.Count);
    }

    private static async Task ReadAsync(string what, BlobRecordSnapshot snapshot, long since)
    {
        for (var round = 0; round < 3; round++)
        {
            var (started, records, changed) = (new Watch(), 0L, 0L);
            await foreach (var record in snapshot.ReadAsync(Entities.Orders, since, default))
            {
                records++;
                changed += record.Changed ? 1 : 0;
            }

            Print($"{what} ({changed} changed)", records, snapshot.Bytes(Entities.Orders), started);
        }
    }

    private static void Print(string what, long records, long bytes, Watch watch)
    {
        var (seconds, cpu) = (watch.Elapsed.TotalSeconds, watch.Processor.TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-60} {records,10:N0} records {seconds,6:F2} s, processor {cpu,6:F2} s: {records / cpu,10:N0}/s {bytes / cpu / 1e6,6:F1} MB/s ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{bytes / Math.Max(1.0, records),6:F1} bytes a record, {watch.Allocated / Math.Max(1, records):N0} allocated"));
    }
}
