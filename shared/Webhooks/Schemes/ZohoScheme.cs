namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// Zoho's notifications (zoho.com/crm/developer/docs/api/notifications): the token that was given when the channel was made comes back in the body, and
/// is all there is. Only that field is looked at before it is known to be right; it is not kept.
/// </summary>
internal sealed class ZohoScheme : IWebhookScheme
{
    /// <inheritdoc/>
    public Verdict Judge(WebhookCall call, Credentials credentials)
    {
        var body = JsonText.WithoutMark(call.Body);
        if (JsonText.FindText(body.Span, "token") is not { } token)
            return Verdict.Malformed;

        return FixedTime.IsOneOf(token.Value, credentials.Secrets) ? Verdict.Accepted(Without(body.Span, token.Place)) : Verdict.Forged;
    }

    private static byte[] Without(ReadOnlySpan<byte> body, Range value) => [.. body[..value.Start], .. "\"\""u8, .. body[value.End..]];
}
