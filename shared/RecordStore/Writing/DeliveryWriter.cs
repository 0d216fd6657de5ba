using System.Globalization;
using Azure;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Writing;

/// <summary>One attempt to store a delivery. Not for several threads at once.</summary>
internal sealed class DeliveryWriter(StoreContext context, string deliveryId, string set) : IDeliveryWriter
{
    private readonly string attempt = Guid.NewGuid().ToString("N");
    private readonly long begun = context.Clock.GetTimestamp();
    private readonly SortedDictionary<int, EntityCommit> entities = [];
    private readonly List<string> scratch = [];
    private long buffered;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(
        EntitySchema entity, IReadOnlyList<string> customColumns, RecordVersion version, CancellationToken cancellationToken)
    {
        if (!entities.TryGetValue(entity.Ordinal, out var commit))
            entities.Add(entity.Ordinal, commit = Begin(new EntityRows(new RowLayout(entity, [.. customColumns]))));
        buffered -= commit.Rows.BufferedBytes;
        commit.Rows.Add(version);
        buffered += commit.Rows.BufferedBytes;
        if (buffered >= context.Options.BufferBytes)
            await SpillLargestAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The delivery took so long that its first blobs may have been collected: begin it anew.</exception>
    public async Task<CommitResult> CommitAsync(CancellationToken cancellationToken)
    {
        DeliveryReceipt? receipt;
        while ((receipt = await context.Manifest.FindAsync(deliveryId, cancellationToken)) is null)
        {
            var head = await context.Manifest.ReadAsync(cancellationToken);
            foreach (var entity in entities.Values)
                await AdmitAsync(entity, head.State, cancellationToken);
            EnsureFresh();
            var next = Receipt(head.State);
            if (await context.Manifest.TryCommitAsync(head, Next(head.State, next), next, cancellationToken))
                return new CommitResult(next.Sequence, AlreadyCommitted: false, next.Counts);
        }

        // The answer to our own commit may have been lost, and the receipt be ours.
        return new CommitResult(receipt.Sequence, receipt.Attempt != attempt, receipt.Counts);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var blob in scratch)
            await TryDeleteAsync(blob);
        scratch.Clear();
    }

    private EntityCommit Begin(EntityRows rows) => new(rows, new AdmissionPass(context, Prefix(rows.Entity), set));

    /// <summary>What the names of the attempt's blobs begin with: two attempts of one delivery never write the same blob.</summary>
    private string Prefix(EntitySchema entity) => $"{entity.Name}/{deliveryId}/{attempt}";

    private async Task SpillLargestAsync(CancellationToken cancellationToken)
    {
        var rows = entities.Values.MaxBy(e => e.Rows.BufferedBytes)!.Rows;
        buffered -= rows.BufferedBytes;
        scratch.AddRange(await rows.SpillAsync(context, Prefix(rows.Entity), cancellationToken));
    }

    private async Task AdmitAsync(EntityCommit entity, ManifestState state, CancellationToken cancellationToken)
    {
        if (entity.Outcome is { } outcome && outcome.HoldsFor(state.RunsOf(entity.Rows.Entity.Name)))
            return;
        scratch.AddRange(entity.Outcome?.Segments.Select(s => s.Name) ?? []);
        entity.Outcome = await entity.Pass.RunAsync(entity.Rows, state, cancellationToken);
    }

    private void EnsureFresh()
    {
        var taken = context.Clock.GetElapsedTime(begun);
        if (taken > context.Options.LongestDelivery)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"delivery {deliveryId} took {taken}; begin it anew"));
    }

    private DeliveryReceipt Receipt(ManifestState state) =>
        new(deliveryId, set, state.Sequence + 1, attempt, [.. entities.Values.Select(e => e.Outcome!.Count)], context.Clock.GetUtcNow());

    private ManifestState Next(ManifestState state, DeliveryReceipt receipt)
    {
        var runs = entities.Values.Where(e => e.Outcome!.Segments.Count > 0).Select(e => e.Run(receipt));
        var addsUp = entities.Values.Any(e => e.AddsUp);
        return state with
        {
            Sequence = receipt.Sequence,
            Epoch = state.Epoch + 1,
            Runs = [.. state.Runs, .. runs],
            OpenSets = addsUp ? state.SetsAfter(receipt, context.Options.SetsStayOpen) : state.OpenSets,
        };
    }

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
