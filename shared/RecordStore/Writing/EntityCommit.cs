using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Runs;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Writing;

/// <summary>A delivery's rows of one entity on their way into the store.</summary>
internal sealed class EntityCommit(EntityRows rows, AdmissionPass pass)
{
    /// <summary>The rows.</summary>
    public EntityRows Rows => rows;

    /// <summary>What decides about them.</summary>
    public AdmissionPass Pass => pass;

    /// <summary>The decision, once there is one.</summary>
    public AdmissionOutcome? Outcome { get; set; }

    /// <summary>True when rows of one set are added up.</summary>
    public bool AddsUp => rows.Entity.VersionRule == VersionRule.AddWithinDelivery;

    /// <summary>The run that the receipt's delivery adds.</summary>
    public StoredRun Run(DeliveryReceipt receipt) => new(
        rows.Entity.Name, receipt.Sequence, receipt.Sequence, AddsUp ? receipt.Set : null, false, rows.Layout.Custom, Outcome!.Segments, receipt.At);
}
