using CrmServerless.Tests.Support;
using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

public sealed class ZohoSchemeTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZohoScheme scheme = new();

    [Theory]
    [InlineData("""{"ids":["1"],"token":"s3cret"}""", """{"ids":["1"],"token":""}""")]
    [InlineData("""{ "\u0074oken" : "s3\u0063ret", "x": {"token": "other"} }""", """{ "\u0074oken" : "", "x": {"token": "other"} }""")]
    public void Judge_RightToken_IsAcceptedAndTheTokenNotKept(string body, string kept)
    {
        var verdict = scheme.Judge(Calls.Of(body, At), Calls.With("s3cret"));

        Assert.Equal((WebhookOutcome.Accepted, kept), (verdict.Outcome, verdict.TextOf()));
    }

    [Theory]
    [InlineData("""{"token":"S3cret"}""", WebhookOutcome.Forged)]
    [InlineData("""{"token":""}""", WebhookOutcome.Forged)]
    [InlineData("""{"ids":["1"]}""", WebhookOutcome.Malformed)]
    [InlineData("""{"x":{"token":"s3cret"}}""", WebhookOutcome.Malformed)]
    [InlineData("""{"token":["s3cret"]}""", WebhookOutcome.Malformed)]
    [InlineData("""{"token":"s3cret","token":"s3cret"}""", WebhookOutcome.Malformed)]
    [InlineData("""{"token":"s3cret"}}""", WebhookOutcome.Malformed)]
    [InlineData("""{"token":"s3cret"} {}""", WebhookOutcome.Malformed)]
    [InlineData("""[{"token":"s3cret"}]""", WebhookOutcome.Malformed)]
    [InlineData("""{"token":"\ud800"}""", WebhookOutcome.Malformed)]
    [InlineData("token=s3cret", WebhookOutcome.Malformed)]
    [InlineData("", WebhookOutcome.Malformed)]
    public void Judge_AnythingElse_IsRefused(string body, WebhookOutcome expected) =>
        Assert.Equal(expected, scheme.Judge(Calls.Of(body, At), Calls.With("s3cret")).Outcome);

    [SkippableTheory]
    [InlineData("leads.insert.docs_v7.json", "TOKEN_FOR_VERIFICATION_OF_1000000068001")]
    [InlineData("leads.update.amp-labs_test.json", "c3504777-db15-4332-8286-478a1b5006bc")]
    public void Judge_PublishedPayload_IsAccepted(string file, string token)
    {
        var folder = SharedData.Find("webhooks");
        Skip.If(folder is null, "../shared/data/webhooks is not there");
        var body = File.ReadAllText(Path.Combine(folder, "zoho", file));

        var verdict = scheme.Judge(Calls.Of(body, At), Calls.With(token));

        Assert.Equal((WebhookOutcome.Accepted, body.Replace(token, string.Empty, StringComparison.Ordinal)), (verdict.Outcome, verdict.TextOf()));
    }
}
