using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>
/// Signs each attempt with the account's key: 'Authorize with Shared Key', sections 'Table service (Shared Key Lite authorization)' and
/// 'Constructing the canonicalized resource string' for the tables service.
/// </summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var signature = credential.Sign(StringToSign(date, message.Request.Uri.ToUri()));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    /// <summary>Date, and the resource: the account, the path encoded as it is sent, and of the query only comp.</summary>
    internal string StringToSign(string date, Uri resource) => $"{date}\n/{credential.AccountName}{resource.AbsolutePath}{ComponentOf(resource)}";

    private static string ComponentOf(Uri resource) => resource.Query
        .TrimStart('?')
        .Split('&')
        .Where(parameter => parameter.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
        .Select(parameter => "?" + parameter)
        .FirstOrDefault(string.Empty);
}
