namespace CrmServerless.Webhooks.Receiving;

/// <summary>A POST to `/api/webhooks/{source}` as it came in: nothing of it is believed yet.</summary>
/// <param name="Source">The last part of the path, unescaped.</param>
/// <param name="Query">The query string as it was sent, with its question mark; empty when there is none. May hold a secret: never logged.</param>
/// <param name="Header">The value of a header by its name, or null when it is absent or sent more than once.</param>
/// <param name="Body">The body, unread.</param>
/// <param name="Length">What the header Content-Length states, or null.</param>
public sealed record WebhookRequest(string Source, string Query, Func<string, string?> Header, Stream Body, long? Length);

/// <summary>What the sender is told.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body; empty for none. Never says more than the status, so that it teaches a forger nothing.</param>
/// <param name="ContentType">The body's media type.</param>
public sealed record WebhookAnswer(int Status, string Text = "", string ContentType = "text/plain; charset=utf-8");
