using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Mail.Acs;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support;
using Moq;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications.Acs;

/// <summary>What is put on the wire, where a real service would not be told from the stub.</summary>
public sealed class AcsRequestTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 3, 0, 0, TimeSpan.Zero);

    private readonly Recorder wire = new();
    private readonly HttpClient http;

    public AcsRequestTests() => http = new HttpClient(wire);

    public void Dispose() => http.Dispose();

    /// <summary>The signature was worked out by Python's hmac and hashlib.</summary>
    [Fact]
    public void Sign_KnownRequest_HasTheSignatureOfAnotherProgram()
    {
        var transport = new HttpClientTransport(http);
        using var request = transport.CreateRequest();
        request.Method = RequestMethod.Post;
        request.Uri.Reset(new Uri("https://crm.communication.azure.com/emails:send?api-version=2025-09-01"));

        AccessKey.Sign(request, """{"a":1}"""u8.ToArray(), "YW4gYWNjZXNzIGtleSBvZiAzMiBieXRlcyBsZW5ndGg=", Now);

        Assert.Equal("Thu, 15 Jan 2026 03:00:00 GMT", Header(request, "x-ms-date"));
        Assert.Equal("AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=", Header(request, "x-ms-content-sha256"));
        Assert.Equal("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=/BtWJF/+f3Dxd3CvgyDjt1LU8BXX/Kvy2IXNUjeuTPk=", Header(request, "Authorization"));
    }

    [Fact]
    public async Task SendAsync_NoKey_SignsInWithATokenForTheService()
    {
        var identity = new Identity();

        var outcome = await NewChannel(identity).SendAsync(Entry(Now), Content, default);

        Assert.Equal(new SendOutcome.Accepted(TimeSpan.FromSeconds(20)), outcome);
        Assert.Equal("https://communication.azure.com/.default", Assert.Single(identity.Scopes));
        Assert.Equal("Bearer token-1", Assert.Single(wire.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task SendAsync_RepeatOfTheSameTry_IsTheSameRequest()
    {
        var channel = NewChannel(new Identity());

        await channel.SendAsync(Entry(Now), Content, default);
        await channel.SendAsync(Entry(Now), Content, default);

        Assert.Equal(wire.Requests[0].Body, wire.Requests[1].Body);
        Assert.All(["Operation-Id", "Repeatability-Request-ID", "Repeatability-First-Sent"], name => Assert.Equal(wire.Requests[0].Headers[name], wire.Requests[1].Headers[name]));
        Assert.Equal("Thu, 15 Jan 2026 03:00:00 GMT", wire.Requests[0].Headers["Repeatability-First-Sent"]);
    }

    [Fact]
    public async Task SendAsync_LaterTry_IsAnotherRequestOfTheSameOperation()
    {
        var channel = NewChannel(new Identity());

        await channel.SendAsync(Entry(Now), Content, default);
        await channel.SendAsync(Entry(Now + TimeSpan.FromMinutes(7)), Content, default);

        Assert.Equal(wire.Requests[0].Headers["Operation-Id"], wire.Requests[1].Headers["Operation-Id"]);
        Assert.NotEqual(wire.Requests[0].Headers["Repeatability-Request-ID"], wire.Requests[1].Headers["Repeatability-Request-ID"]);
    }

    private AcsChannel NewChannel(TokenCredential identity) => new(
        new AcsSettings { Endpoint = new Uri("https://crm.communication.azure.com"), From = new("alerts@example.com") },
        Mock.Of<ISecretSource>(), () => identity, new ManualTime(Now), new HttpClientTransport(http));

    private static DeliveryContent Content { get; } = new(Mail: new MailContent("subject", "text", "<p>text</p>"));

    private static OutboxEntry Entry(DateTimeOffset began) => new()
    {
        Key = new DeliveryKey(new DateOnly(2026, 1, 14), "anna", Channel.Email, "alerts-000001"),
        Address = "anna@example.com",
        Subject = "subject",
        State = DeliveryState.Sending,
        Due = began,
        Began = began,
        Created = Now,
    };

    private static string? Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : null;

    private sealed class Identity : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new(new AccessToken($"token-{Scopes.Count}", DateTimeOffset.MaxValue));
        }
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public List<(IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value)), await request.Content!.ReadAsStringAsync(cancellationToken)));
            var response = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("""{"id":"1","status":"Running"}""") };
            response.Headers.Add("Retry-After", "20");
            return response;
        }
    }
}
