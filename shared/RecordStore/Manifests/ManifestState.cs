using System.Text.Json;
using System.Text.Json.Serialization;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.RecordStore.Manifests;

/// <summary>When a delivery set last grew.</summary>
/// <param name="Set">The set.</param>
/// <param name="At">When its latest delivery was committed.</param>
internal sealed record SetActivity(string Set, DateTimeOffset At);

/// <summary>The record store at one moment: the runs that readers see. It changes as a whole, by one conditional write.</summary>
/// <param name="Sequence">The newest delivery's sequence.</param>
/// <param name="Epoch">How often the state has changed.</param>
/// <param name="Runs">The runs of all entities.</param>
/// <param name="OpenSets">Delivery sets of entities that add up, which may still grow.</param>
internal sealed record ManifestState(
    long Sequence, long Epoch, IReadOnlyList<StoredRun> Runs, IReadOnlyList<SetActivity> OpenSets)
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The state before the first delivery.</summary>
    public static ManifestState Empty { get; } = new(0, 0, [], []);

    /// <summary>The runs of an entity.</summary>
    public IReadOnlyList<StoredRun> RunsOf(string entity) => [.. Runs.Where(r => r.Entity == entity)];

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
