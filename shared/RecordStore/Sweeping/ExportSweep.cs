using System.Globalization;
using Azure;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Writing;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Sweeping;

/// <summary>One attempt to sweep. Not for several threads at once.</summary>
internal sealed class ExportSweep : IExportSweep
{
    private const int Percent = 100;

    private readonly StoreContext context;
    private readonly SweepOrder order;
    private readonly string prefix;
    private readonly string attempt = Guid.NewGuid().ToString("N");
    private readonly long begun;
    private readonly EntityRows keys;
    private readonly SweepPass pass;
    private readonly RecordVersion present;
    private readonly RecordVersion deleted;
    private readonly List<string> scratch = [];

    /// <summary>A sweep of a source's records of one entity.</summary>
    public ExportSweep(StoreContext context, SweepOrder order)
    {
        (this.context, this.order) = (context, order);
        begun = context.Clock.GetTimestamp();
        prefix = $"{order.Entity.Name}/{order.DeliveryId}/{attempt}";
        var layout = new RowLayout(order.Entity, [Absence.Column]);
        keys = new EntityRows(layout);
        pass = new SweepPass(context, order, prefix);
        (present, deleted) = (Row(layout, FieldValue.Empty), Row(layout, FieldValue.OfBoolean(true)));
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(string id, bool isDeleted, CancellationToken cancellationToken)
    {
        // Rows are turned into bytes at once, so their values may be the same array.
        keys.Add((isDeleted ? deleted : present) with { Key = new RecordKey(order.Source, id) });
        if (keys.BufferedBytes >= context.Options.BufferBytes)
            scratch.AddRange(await keys.SpillAsync(context, prefix, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<SweepResult> CommitAsync(SweepPermission permission, CancellationToken cancellationToken)
    {
        SweepFindings? found = null;
        while (true)
        {
            if (await context.Manifest.FindAsync(order.DeliveryId, cancellationToken) is { } receipt)
                return new SweepResult(SweepOutcome.Done, receipt.Counts[0].Stored, receipt.Counts[0].Unchanged);

            var head = await context.Manifest.ReadAsync(cancellationToken);
            var known = head.State.ExportOf(order.Source, order.Entity.Name);
            var newer = known?.Ticks > order.ExportTicks ? known : null;
            if (found is null || found.Newer != newer)
                found = await pass.RunAsync(keys, head.State, newer, cancellationToken);

            EnsureFresh();
            var result = new SweepResult(Judge(found, permission), found.Missing, found.Live);
            var id = result.Outcome == SweepOutcome.Done ? order.DeliveryId : $"{order.DeliveryId}-present";
            if (result.Outcome != SweepOutcome.Done && (found.Corrections.Count == 0 || await context.Manifest.FindAsync(id, cancellationToken) is not null))
                return result;
            if (await TryCommitAsync(head, id, found, result, cancellationToken) && result.Outcome != SweepOutcome.Done)
                return result;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var blob in scratch)
            await TryDeleteAsync(blob);
        scratch.Clear();
    }

    private static SweepOutcome Judge(SweepFindings found, SweepPermission permission) =>
        permission == SweepPermission.None ? SweepOutcome.NotAsked
        : found.Newer is not null ? SweepOutcome.Overtaken
        : permission == SweepPermission.UpToLimit && found.Missing * Percent > found.Live * SweepResult.LimitPercent ? SweepOutcome.Held
        : SweepOutcome.Done;

    private void EnsureFresh()
    {
        var taken = context.Clock.GetElapsedTime(begun);
        if (taken > context.Options.LongestDelivery)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"sweep {order.DeliveryId} took {taken}; begin it anew"));
    }

    private RecordVersion Row(RowLayout layout, FieldValue value)
    {
        var values = new FieldValue[layout.Width];
        values[^1] = value;
        return new RecordVersion(new RecordKey(order.Source, string.Empty), order.ExportTicks, values);
    }

    private async Task<bool> TryCommitAsync(ManifestHead head, string id, SweepFindings found, SweepResult result, CancellationToken cancellationToken)
    {
        var isDone = result.Outcome == SweepOutcome.Done;
        var counts = new CommitCount(order.Entity, isDone ? result.Missing : 0, result.Live);
        var receipt = new DeliveryReceipt(id, order.DeliveryId, head.State.Sequence + 1, attempt, [counts], context.Clock.GetUtcNow());
        IReadOnlyList<StoredSegment>[] runs = isDone ? [found.Corrections, found.Deletions] : [found.Corrections];
        var next = head.State with
        {
            Sequence = receipt.Sequence,
            Epoch = head.State.Epoch + 1,
            Runs = [.. head.State.Runs, .. runs.Where(r => r.Count > 0).Select(r => Run(r, receipt))],
            Exports = isDone ? head.State.ExportsAfter(new CompleteExport(order.Source, order.Entity.Name, order.ExportTicks, receipt.Sequence)) : head.State.Exports,
        };
        return await context.Manifest.TryCommitAsync(head, next, receipt, cancellationToken);
    }

    private StoredRun Run(IReadOnlyList<StoredSegment> segments, DeliveryReceipt receipt) =>
        new(order.Entity.Name, receipt.Sequence, receipt.Sequence, null, false, keys.Layout.Custom, segments, receipt.At);

    private async Task TryDeleteAsync(string blob)
    {
        try
        {
            await context.Segments.DeleteAsync(blob, CancellationToken.None);
        }
        catch (RequestFailedException)
        {
            // No reader knows the blob: it is collected with the others that were left behind.
        }
    }
}
