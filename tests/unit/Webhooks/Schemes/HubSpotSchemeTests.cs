using System.Text.Json;
using CrmServerless.Configuration;
using CrmServerless.Tests.Support;
using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

/// <summary>
/// Signatures were made with openssl: `printf '%s' "POST$url$body$stamp" | openssl dgst -sha256 -hmac "$secret" -binary | base64` for v3,
/// `printf '%s' "$secret[POST$url]$body" | openssl dgst -sha256` for v2 and v1.
/// </summary>
public sealed class HubSpotSchemeTests
{
    private const string Secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private const string Stamp = "1693657560000";
    private const string Body = """[{"eventId":1,"subscriptionType":"deal.propertyChange","objectId":7}]""";
    private const string V3 = "Yk+AqbFnSA521LMz5y+bRBiqHRbOUgEMopHIYpCd+GA=";
    private const string V2 = "026b5080e37d944629abd05e228ba008a82b6dc487e8f448cd14a0be78f184c5";
    private const string V1 = "749152ea219a3588865dd24cb09796729a425c5379d619e5007df1f6580d45dd";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1693657560000);

    private readonly HubSpotScheme scheme = new();

    [Fact]
    public void Judge_V3_IsAcceptedAsItCame()
    {
        var verdict = Judge(Body, At, V3);

        Assert.Equal((WebhookOutcome.Accepted, Body), (verdict.Outcome, verdict.TextOf()));
    }

    [Fact]
    public void Judge_AlteredBody_IsForged() => Assert.Equal(WebhookOutcome.Forged, Judge(Body.Replace('7', '8'), At, V3).Outcome);

    [Fact]
    public void Judge_WrongSecret_IsForged() =>
        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Signed(Body, At, V3), Calls.With("zzzzzzzz-yyyy-yyyy-yyyy-yyyyyyyyyyyy")).Outcome);

    [Fact]
    public void Judge_OneOfTwoSecrets_IsAccepted() =>
        Assert.Equal(WebhookOutcome.Accepted, scheme.Judge(Signed(Body, At, V3), Calls.With("new-secret", Secret)).Outcome);

    [Theory]
    [InlineData(300_000, WebhookOutcome.Accepted)]
    [InlineData(300_001, WebhookOutcome.Stale)]
    [InlineData(-300_000, WebhookOutcome.Accepted)]
    [InlineData(-300_001, WebhookOutcome.Stale)]
    public void Judge_V3OldOrFuture_IsStaleBeyondFiveMinutes(int millisecondsLater, WebhookOutcome expected) =>
        Assert.Equal(expected, Judge(Body, At.AddMilliseconds(millisecondsLater), V3).Outcome);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1693657560000")]
    [InlineData("99999999999999999999")]
    [InlineData("999999999999999")]
    public void Judge_V3WithoutASoundStamp_IsForged(string? stamp)
    {
        var call = stamp is null
            ? Calls.Of(Body, At, ("X-HubSpot-Signature-v3", V3))
            : Calls.Of(Body, At, ("X-HubSpot-Signature-v3", V3), ("X-HubSpot-Request-Timestamp", stamp));

        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(call, Calls.With(Secret)).Outcome);
    }

    [Fact]
    public void Judge_NoPublicUrl_IsForged() =>
        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Signed(Body, At, V3) with { Url = null }, Calls.With(Secret)).Outcome);

    [Fact]
    public void Judge_OtherUrl_IsForged() =>
        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Signed(Body, At, V3) with { Url = "https://evil.example.com/webhook_uri" }, Calls.With(Secret)).Outcome);

    [Theory]
    [InlineData("v1", V1)]
    [InlineData("v2", V2)]
    public void Judge_OlderSignature_IsAcceptedOnlyWhereConfigured(string version, string signature)
    {
        var call = Calls.Of(Body, At.AddDays(400), ("X-HubSpot-Signature", signature), ("X-HubSpot-Signature-Version", version));

        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(call, Calls.With(Secret)).Outcome);
        Assert.Equal(WebhookOutcome.Accepted, scheme.Judge(call, Accepting(HubSpotSignature.V3, HubSpotSignature.V2, HubSpotSignature.V1)).Outcome);
        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(call, Accepting(version == "v1" ? HubSpotSignature.V2 : HubSpotSignature.V1)).Outcome);
    }

    /// <summary>A v1 signature that HubSpot sends along doesn't save a wrong v3.</summary>
    [Fact]
    public void Judge_WrongV3BesideRightV1_IsForged()
    {
        var call = Calls.Of(Body, At, ("X-HubSpot-Signature-v3", V3.ToUpperInvariant()), ("X-HubSpot-Request-Timestamp", Stamp), ("X-HubSpot-Signature", V1), ("X-HubSpot-Signature-Version", "v1"));

        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(call, Accepting(HubSpotSignature.V3, HubSpotSignature.V1)).Outcome);
    }

    [Fact]
    public void SignedUrl_TwelveEscapes_AreTakenBackAndNoOthers() => Assert.Equal(
        "https://x.example.com/a:/?@!$'()*,;%20%2520b%C3%A4?q=1&r=:",
        HubSpotScheme.SignedUrl("https://x.example.com/a%3a%2F%3F%40%21%24%27%28%29%2A%2C%3B%20%2520b%C3%A4?q=1&r=%3A"));

    /// <summary>HubSpot's published vectors have a body that is no json: authentic, and malformed.</summary>
    [SkippableFact]
    public void Judge_PublishedVectors_AreAuthentic()
    {
        var folder = SharedData.Find("webhooks");
        Skip.If(folder is null, "../shared/data/webhooks is not there");
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "hubspot", "known_answer_vectors.json")));
        var vectors = file.RootElement.GetProperty("vectors").EnumerateArray().ToList();

        Assert.Equal(["v3", "v2", "v1"], vectors.Select(v => Text(v, "version")));
        Assert.All(vectors, vector =>
        {
            var credentials = Accepting([HubSpotSignature.V1, HubSpotSignature.V2, HubSpotSignature.V3], Text(vector, "secret"));
            Assert.Equal(WebhookOutcome.Malformed, scheme.Judge(CallOf(vector, Text(vector, "body")), credentials).Outcome);
            Assert.Equal(WebhookOutcome.Forged, scheme.Judge(CallOf(vector, Text(vector, "body") + " "), credentials).Outcome);
        });
    }

    private static WebhookCall CallOf(JsonElement vector, string body) => Text(vector, "version") == "v3"
        ? Signed(body, At, Text(vector, "signature"))
        : Calls.Of(body, At, ("X-HubSpot-Signature", Text(vector, "signature")), ("X-HubSpot-Signature-Version", Text(vector, "version")));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Credentials Accepting(params HubSpotSignature[] signatures) => Accepting(signatures, Secret);

    private static Credentials Accepting(HubSpotSignature[] signatures, string secret) => new([secret], [], new WebhookConfiguration { Signatures = signatures });

    private static WebhookCall Signed(string body, DateTimeOffset at, string signature) =>
        Calls.Of(body, at, ("X-HubSpot-Signature-v3", signature), ("X-HubSpot-Request-Timestamp", Stamp));

    private Verdict Judge(string body, DateTimeOffset at, string signature) => scheme.Judge(Signed(body, at, signature), Calls.With(Secret));
}
