using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>How far a function is with one version of a blob.</summary>
/// <param name="Attempts">Attempts begun.</param>
/// <param name="IsSettled">Whether it is done with it: it succeeded, or the blob is poison.</param>
internal sealed record Receipt(int Attempts, bool IsSettled)
{
    private const string IncompleteKey = "Incomplete";
    private const string AttemptsKey = "Attempts";

    public static Receipt None { get; } = new(0, false);

    /// <summary>As the genuine host does, an unfinished receipt has the metadata Incomplete.</summary>
    public static Receipt Of(IDictionary<string, string> metadata) => new(
        metadata.TryGetValue(AttemptsKey, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var attempts) ? attempts : 0,
        !metadata.ContainsKey(IncompleteKey));

    public Dictionary<string, string> ToMetadata()
    {
        Dictionary<string, string> metadata = new() { [AttemptsKey] = Attempts.ToString(CultureInfo.InvariantCulture) };
        if (!IsSettled) metadata[IncompleteKey] = "true";
        return metadata;
    }

    public Receipt Attempted() => this with { Attempts = Attempts + 1 };

    public Receipt Settled() => this with { IsSettled = true };
}
