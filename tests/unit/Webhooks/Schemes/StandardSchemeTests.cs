using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

/// <summary>The vector of docs.svix.com, 'Verifying webhooks manually', recomputed by other means.</summary>
public sealed class StandardSchemeTests
{
    private const string Secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    private const string OtherSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_loFOjxBNrRLzqYUf";
    private const string Stamp = "1731705121";
    private const string Body = """{"event_type":"ping","data":{"success":true}}""";
    private const string Signature = "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1731705121);

    private readonly StandardScheme scheme = new();

    [Fact]
    public void Judge_PublishedVector_IsAcceptedUnderItsId()
    {
        var verdict = scheme.Judge(Call(), Calls.With(Secret));

        Assert.Equal((WebhookOutcome.Accepted, Body, Id), (verdict.Outcome, verdict.TextOf(), verdict.Id));
    }

    [Fact]
    public void Judge_AlteredBody_IsForged() => Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Call(body: Body + " "), Calls.With(Secret)).Outcome);

    [Fact]
    public void Judge_AlteredId_IsForged() => Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Call(id: Id + "x"), Calls.With(Secret)).Outcome);

    [Fact]
    public void Judge_WrongSecret_IsForged() => Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Call(), Calls.With(OtherSecret)).Outcome);

    [Fact]
    public void Judge_SecretsBeingReplaced_EitherIsAccepted()
    {
        Assert.Equal(WebhookOutcome.Accepted, scheme.Judge(Call(), Calls.With(OtherSecret, Secret)).Outcome);
        Assert.Equal(WebhookOutcome.Accepted, scheme.Judge(Call(signatures: $"v1,bm9uZQ== v2,x {Signature}"), Calls.With(Secret)).Outcome);
    }

    [Theory]
    [InlineData(300, WebhookOutcome.Accepted)]
    [InlineData(301, WebhookOutcome.Stale)]
    [InlineData(-300, WebhookOutcome.Accepted)]
    [InlineData(-301, WebhookOutcome.Stale)]
    public void Judge_OldOrFuture_IsStaleBeyondFiveMinutes(int secondsLater, WebhookOutcome expected) =>
        Assert.Equal(expected, scheme.Judge(Call() with { ReceivedAt = At.AddSeconds(secondsLater) }, Calls.With(Secret)).Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")]
    [InlineData("v2,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")]
    public void Judge_NoSignatureOfTheVersion_IsForged(string signatures) =>
        Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Call(signatures: signatures), Calls.With(Secret)).Outcome);

    [Fact]
    public void Judge_SecretThatIsNoBase64_SaysWhatIsExpectedAndNotWhatItIs()
    {
        var failure = Assert.Throws<UnusableSecretException>(() => scheme.Judge(Call(), Calls.With("whsec_no base64!")));

        Assert.DoesNotContain("no base64!", failure.Message, StringComparison.Ordinal);
    }

    private static WebhookCall Call(string body = Body, string id = Id, string signatures = Signature) =>
        Calls.Of(body, At, ("webhook-id", id), ("webhook-timestamp", Stamp), ("webhook-signature", signatures));
}
