using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The answer to one action of a transaction.</summary>
internal sealed class BatchResponse(int status, string reason, IReadOnlyList<HttpHeader> headers, string body) : Response
{
    /// <inheritdoc/>
    public override int Status => status;

    /// <inheritdoc/>
    public override string ReasonPhrase => reason;

    /// <inheritdoc/>
    public override Stream? ContentStream { get; set; } = BinaryData.FromString(body).ToStream();

    /// <inheritdoc/>
    public override string ClientRequestId { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override void Dispose() => ContentStream?.Dispose();

    /// <inheritdoc/>
    protected override bool ContainsHeader(string name) => headers.Any(header => Is(header, name));

    /// <inheritdoc/>
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    /// <inheritdoc/>
    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? string.Join(',', headers.Where(header => Is(header, name)).Select(header => header.Value)) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? headers.Where(header => Is(header, name)).Select(header => header.Value) : null;
        return values is not null;
    }

    private static bool Is(HttpHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
