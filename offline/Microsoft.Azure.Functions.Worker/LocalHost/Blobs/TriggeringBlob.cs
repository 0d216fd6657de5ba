using Azure;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>One version of a blob.</summary>
internal sealed record TriggeringBlob(string Container, string Name, ETag ETag)
{
    /// <summary>The version without quotes, as receipts name it.</summary>
    public string Version => ETag.ToString().Trim('"');
}
