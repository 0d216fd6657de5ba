using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

public sealed class InsightlySchemeTests
{
    private const string Body = """{"entity":{"TASK_ID":99922875}}""";

    private static readonly DateTimeOffset At = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly InsightlyScheme scheme = new();

    /// <summary>The user and password of RFC 7617, section 2.</summary>
    [Theory]
    [InlineData("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", WebhookOutcome.Accepted)]
    [InlineData("basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", WebhookOutcome.Accepted)]
    [InlineData("Basic QWxhZGRpbjpvcGVuIHNlc2FtZSE=", WebhookOutcome.Forged)]
    [InlineData("Basic Aladdin:open sesame", WebhookOutcome.Forged)]
    [InlineData("Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", WebhookOutcome.Forged)]
    [InlineData("", WebhookOutcome.Forged)]
    public void Judge_Authorization_IsHeldAgainstUserAndPassword(string header, WebhookOutcome expected) =>
        Assert.Equal(expected, scheme.Judge(Calls.Of(Body, At, ("Authorization", header)), Calls.With("Aladdin:open sesame")).Outcome);

    [Fact]
    public void Judge_NoAuthorization_IsForged() => Assert.Equal(WebhookOutcome.Forged, scheme.Judge(Calls.Of(Body, At), Calls.With("Aladdin:open sesame")).Outcome);

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"entity\":{}")]
    public void Judge_NoObject_IsMalformed(string body) =>
        Assert.Equal(WebhookOutcome.Malformed, scheme.Judge(Calls.Of(body, At, ("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")), Calls.With("Aladdin:open sesame")).Outcome);
}
