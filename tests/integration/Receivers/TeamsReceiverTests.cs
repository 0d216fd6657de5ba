using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Json;
using CrmServerless.Receivers;

namespace CrmServerless.Tests.Integration.Receivers;

public sealed class TeamsReceiverTests : IDisposable
{
    private const string Card = """
        {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,
        "content":{"type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":"Grüße"}]}}]}
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Post_Card_Answers202WithAnEmptyBodyAndKeepsIt()
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));

        using var response = await PostAsync(receiver.Url, Card);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        var post = Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal(Card, post.Body);
        Assert.Equal("application/json; charset=utf-8", post.Headers["content-type"]);
        Assert.Null(post.Problem);
        Assert.Equal("0001.json", post.File);
        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "0001.json"))).RootElement;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Card).RootElement, kept));
    }

    [Fact]
    public async Task Post_ScriptedAnswers_GivesThemInOrderThenTakesTheCard()
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(1, TeamsAnswer.TooManyRequests(TimeSpan.FromSeconds(17)));
        receiver.AnswerNext(1, TeamsAnswer.TooLarge);
        receiver.AnswerNext(2, TeamsAnswer.ServerError);

        var answers = new List<(int Status, TimeSpan? RetryAfter)>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await PostAsync(receiver.Url, Card);
            answers.Add(((int)response.StatusCode, response.Headers.RetryAfter?.Delta));
        }

        Assert.Equal([(429, TimeSpan.FromSeconds(17)), (413, null), (500, null), (500, null), (202, null)], answers);
        Assert.Equal(5, (await receiver.WaitForAttemptsAsync(5, Soon)).Count);
        Assert.Single(receiver.Posts);
    }

    [Fact]
    public async Task Post_ScriptedHang_IsNeverAnswered()
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(1, TeamsAnswer.Hang);
        using var patience = new CancellationTokenSource();

        var hanging = PostAsync(receiver.Url, Card, patience.Token);
        var attempt = Assert.Single(await receiver.WaitForAttemptsAsync(1, Soon));
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Null(attempt.Status);
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task DisposeAsync_PostThatHangs_LetsItGo()
    {
        var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(1, TeamsAnswer.Hang);
        var hanging = PostAsync(receiver.Url, Card);
        await receiver.WaitForAttemptsAsync(1, Soon);

        await receiver.DisposeAsync().AsTask().WaitAsync(Soon);

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"text":"an old message card"}""", 400)]
    [InlineData("""{"type":"message","attachments":[]}""", 202)]
    [InlineData("""{"type":"message","attachments":[{"contentType":"text/plain","contentUrl":null,"content":{}}]}""", 202)]
    public async Task Post_WhatNoFlowCouldShow_SaysSo(string body, int status)
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));

        using var response = await PostAsync(receiver.Url, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull(Assert.Single(await receiver.WaitForAttemptsAsync(1, Soon)).Problem);
    }

    [Theory]
    [InlineData(28 * 1024, true)]
    [InlineData(28 * 1024 + 1, false)]
    public async Task Post_MessageOfTeamsLimit_IsAcceptedButShownOnlyUpToIt(int bytes, bool shown)
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        var body = Card + new string(' ', bytes - Encoding.UTF8.GetByteCount(Card));

        using var response = await PostAsync(receiver.Url, body);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(shown, Assert.Single(await receiver.WaitForAsync(1, Soon)).Problem is null);
    }

    [Fact]
    public async Task Post_WithoutSignatureOrWithAuthorization_IsRefused()
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));

        using var unsigned = await PostAsync(new Uri(receiver.Url.GetLeftPart(UriPartial.Path)), Card);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "anything");
        using var authorized = await PostAsync(receiver.Url, Card);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (unsigned.StatusCode, authorized.StatusCode));
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task StartAsync_WithHttps_ServesItsOwnCertificate()
    {
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path) { Https = true });
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback =
                    (_, certificate, _, _) => certificate!.GetCertHashString() == receiver.Certificate!.GetCertHashString(),
            },
        };
        using var secure = new HttpClient(handler);

        using var response = await secure.PostAsync(receiver.Url, new StringContent(Card, Encoding.UTF8, "application/json"));

        Assert.Equal("https", receiver.Url.Scheme);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(Uri url, string body, CancellationToken ct = default)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.PostAsync(url, content, ct);
    }
}
