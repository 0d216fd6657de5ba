using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Tests.Support.Acs;

/// <summary>
/// An HTTP server on 127.0.0.1 with the contract of Azure Communication Services' e-mail (REST specification, stable version 2025-09-01): accepts mails as
/// operations, says how they stand, checks signatures. Where documents leave open what happens, it does the worst: the same operation handed over again
/// outside the time of repeatable requests is a second mail.
/// </summary>
public sealed class AcsServer : IAsyncDisposable
{
    private readonly AcsSignature signature;
    private readonly AcsRepeats repeats;
    private readonly WebApplication server;
    private readonly ConcurrentQueue<AcsReply> script = new();
    private readonly ConcurrentQueue<AcsCall> calls = new();
    private readonly ConcurrentQueue<AcsMailRequest> mails = new();
    private readonly ConcurrentDictionary<string, AcsOperation> operations = new(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource ending = new();

    private AcsServer(TimeProvider clock)
    {
        signature = new AcsSignature(Key, clock);
        repeats = new AcsRepeats(clock);
        server = Build();
    }

    /// <summary>The access key in base64.</summary>
    public string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public Uri Endpoint => new(server.Urls.Single());

    /// <summary>The mails that would go out, one for each time that one was accepted.</summary>
    public IReadOnlyList<AcsMailRequest> Mails => [.. mails];

    /// <summary>All that was asked, with the answers.</summary>
    public IReadOnlyList<AcsCall> Calls => [.. calls];

    /// <summary>How an accepted mail stands at first.</summary>
    public AcsOperation Beginning { get; set; } = new("Running");

    public static async Task<AcsServer> StartAsync(TimeProvider clock)
    {
        var server = new AcsServer(clock);
        await server.server.StartAsync();
        return server;
    }

    /// <summary>The next calls, in order, are answered so.</summary>
    public void AnswerNext(params AcsReply[] replies)
    {
        foreach (var reply in replies)
            script.Enqueue(reply);
    }

    /// <summary>What all mails came to.</summary>
    public void Settle(AcsOperation operation)
    {
        foreach (var id in operations.Keys)
            operations[id] = operation;
    }

    public async ValueTask DisposeAsync()
    {
        ending.TrySetResult();
        await server.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        script.TryDequeue(out var ordered);
        var answer = ordered is { Takes: false } ? ordered : Judge(context.Request, body.ToArray());
        calls.Enqueue(new AcsCall(context.Request.Method, context.Request.Path, answer.Status));
        if (ordered is { Answers: false })
        {
            await ending.Task.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            context.Abort();
            return;
        }

        await WriteAsync(context.Response, ordered is { Takes: true } ? ordered with { Body = answer.Body } : answer);
    }

    private AcsReply Judge(HttpRequest request, byte[] body)
    {
        if (signature.Refusal(request, body) is { } refusal)
            return refusal;
        if (request.Query["api-version"] != "2025-09-01")
            return AcsReply.Error(400, "UnsupportedApiVersion");
        return (request.Method, request.Path.Value!) switch
        {
            ("POST", "/emails:send") => repeats.Once(request, body, () => Accept(request, body)),
            ("GET", var path) when path.StartsWith("/emails/operations/", StringComparison.Ordinal) => State(path.Split('/')[^1]),
            _ => AcsReply.Error(404, "NotFound"),
        };
    }

    private AcsReply Accept(HttpRequest request, byte[] body)
    {
        if (!Guid.TryParseExact(request.Headers["Operation-Id"], "D", out var id))
            return AcsReply.Error(400, "InvalidOperationId");
        if (AcsMailRequest.Read(body) is not { } mail)
            return AcsReply.Error(400, "InvalidRequest");
        if (mail.Headers.GetValueOrDefault("x-ms-acsemail-validate-message-id") == "true" && (!mail.HasMessageId || mails.Any(other => other.MessageId == mail.MessageId)))
            return AcsReply.Error(400, "InvalidInternetMessageId");
        mails.Enqueue(mail);
        operations[id.ToString()] = Beginning;
        return new AcsReply(202) { Body = Beginning.Json(id.ToString()), RetryAfterSeconds = Beginning.IsFinal ? null : 20 };
    }

    private AcsReply State(string id) => operations.TryGetValue(id, out var operation)
        ? new AcsReply(200) { Body = operation.Json(id), RetryAfterSeconds = operation.IsFinal ? null : 20 }
        : AcsReply.Error(404, "OperationNotFound");

    private static async Task WriteAsync(HttpResponse response, AcsReply answer)
    {
        response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } wait)
            response.Headers.RetryAfter = $"{wait}";
        await response.WriteAsJsonAsync(answer.Body ?? JsonDocument.Parse("{}").RootElement);
    }
}
