using CrmServerless.Configuration;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Sweeping;
using CrmServerless.RecordStore.Writing;

namespace CrmServerless.RecordStore;

/// <summary>
/// The record store in a storage account: immutable sorted runs in the container `crm-records`, and the table `Manifest`, whose head row
/// says which of them readers see. Safe for any number of instances at once; a process that dies at any point leaves the store as
/// before its commit or as after it.
/// </summary>
/// <param name="storage">The account; its containers and tables exist (<see cref="CrmStorage.EnsureCreatedAsync"/>).</param>
/// <param name="clock">The clock.</param>
/// <param name="options">How much memory, how long kept.</param>
public sealed class BlobRecordStore(CrmStorage storage, TimeProvider clock, RecordStoreOptions? options = null) : IRecordStore
{
    private readonly StoreContext context = StoreContext.Of(storage, clock, options);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The delivery id is empty or has other characters than ASCII letters, digits and -.</exception>
    public Task<IDeliveryWriter> BeginAsync(string deliveryId, string deliverySet, CancellationToken cancellationToken)
    {
        EnsureIsId(deliveryId);
        return Task.FromResult<IDeliveryWriter>(new DeliveryWriter(context, deliveryId, deliverySet));
    }

    /// <inheritdoc/>
    public Task<IExportSweep> BeginSweepAsync(SweepOrder order, CancellationToken cancellationToken)
    {
        EnsureIsId(order.DeliveryId);
        if (!Absence.MayConcern(order.Entity))
            throw new ArgumentException($"{order.Entity} can't be deleted", nameof(order));
        return Task.FromResult<IExportSweep>(new ExportSweep(context, order));
    }

    /// <inheritdoc/>
    async Task<IRecordSnapshot> IRecordStore.SnapshotAsync(CancellationToken cancellationToken) => await SnapshotAsync(cancellationToken);

    /// <inheritdoc cref="IRecordStore.SnapshotAsync"/>
    public async Task<BlobRecordSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        new(context, (await context.Manifest.ReadAsync(cancellationToken)).State);

    private static void EnsureIsId(string deliveryId)
    {
        if (deliveryId.Length == 0 || !deliveryId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException("a delivery id has ASCII letters, digits and - only", nameof(deliveryId));
    }
}
