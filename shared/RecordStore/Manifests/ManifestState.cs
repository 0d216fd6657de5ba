using System.Text.Json;
using System.Text.Json.Serialization;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.RecordStore.Manifests;

/// <summary>When a delivery set last grew.</summary>
/// <param name="Set">The set.</param>
/// <param name="At">When its latest delivery was committed.</param>
internal sealed record SetActivity(string Set, DateTimeOffset At);

/// <summary>An export of everything that a source has of an entity.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity's name.</param>
/// <param name="Ticks">When it was made; UTC.</param>
/// <param name="Sequence">The sequence of the commit that deleted what it lacked.</param>
internal sealed record CompleteExport(string Source, string Entity, long Ticks, long Sequence);

/// <summary>The record store at one moment: the runs that readers see. It changes as a whole, by one conditional write.</summary>
/// <param name="Sequence">The newest delivery's sequence.</param>
/// <param name="Epoch">How often the state has changed.</param>
/// <param name="Runs">The runs of all entities.</param>
/// <param name="OpenSets">Delivery sets of entities that add up, which may still grow.</param>
/// <param name="Exports">The newest export of everything of each source and entity, after which what it lacked was deleted; null: there is none.</param>
internal sealed record ManifestState(
    long Sequence, long Epoch, IReadOnlyList<StoredRun> Runs, IReadOnlyList<SetActivity> OpenSets, IReadOnlyList<CompleteExport>? Exports = null)
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The state before the first delivery.</summary>
    public static ManifestState Empty { get; } = new(0, 0, [], []);

    /// <summary>The runs of an entity.</summary>
    public IReadOnlyList<StoredRun> RunsOf(string entity) => [.. Runs.Where(r => r.Entity == entity)];

    /// <summary>The newest export of everything of that source and entity; null when there is none.</summary>
    public CompleteExport? ExportOf(string source, string entity) => Exports?.FirstOrDefault(e => e.Source == source && e.Entity == entity);

    /// <summary>The exports once there is a newer one.</summary>
    public IReadOnlyList<CompleteExport> ExportsAfter(CompleteExport export) =>
        [.. (Exports ?? []).Where(e => e.Source != export.Source || e.Entity != export.Entity), export];

    /// <summary>True when no further delivery of the set is waited for.</summary>
    /// <param name="set">The set.</param>
    /// <param name="now">The time.</param>
    /// <param name="staysOpen">How long a set may grow after its last delivery.</param>
    public bool IsClosed(string set, DateTimeOffset now, TimeSpan staysOpen) => !OpenSets.Any(s => s.Set == set && now - s.At < staysOpen);

    /// <summary>The open sets once a delivery has come.</summary>
    public IReadOnlyList<SetActivity> SetsAfter(DeliveryReceipt receipt, TimeSpan staysOpen) =>
        [.. OpenSets.Where(s => s.Set != receipt.Set && receipt.At - s.At < staysOpen), new SetActivity(receipt.Set, receipt.At)];

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not that.</exception>
    public static ManifestState FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<ManifestState>(json, Json) ?? throw new InvalidDataException("the manifest's state is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the manifest's state is not readable", e);
        }
    }

    /// <summary>The state in UTF-8; ASCII only.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
