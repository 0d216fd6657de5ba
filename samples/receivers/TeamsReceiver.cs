using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Receivers;

/// <summary>
/// An HTTP server on 127.0.0.1 that behaves as the webhook of a Teams workflow: the address holds a signature, an Authorization header is
/// refused (the flow lets anyone call), a message is answered 202 and kept as a file.
/// </summary>
public sealed class TeamsReceiver : IAsyncDisposable
{
    private const string FlowPath = "/workflows/local/triggers/manual/paths/invoke";

    private readonly TeamsReceiverOptions options;
    private readonly CardFolder cards;
    private readonly WebApplication server;
    private readonly string signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Arrivals<TeamsPost> posts = new("posts");
    private readonly Arrivals<TeamsPost> attempts = new("attempts");
    private readonly ConcurrentQueue<TeamsAnswer> script = new();
    private readonly CancellationTokenSource ending = new();

    private TeamsReceiver(TeamsReceiverOptions options)
    {
        this.options = options;
        cards = new CardFolder(options.Folder);
        Certificate = options.Https ? LoopbackCertificate.Create(options.Clock) : null;
        server = Build();
    }

    /// <summary>The secret address to post to, with its signature.</summary>
    public Uri Url => new($"{server.Urls.Single()}{FlowPath}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={signature}");

    /// <summary>Folder that holds the kept messages.</summary>
    public string Folder => options.Folder;

    /// <summary>What a client has to trust; null without https.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The posts answered 202 since the start, in order.</summary>
    public IReadOnlyList<TeamsPost> Posts => posts.All;

    /// <summary>All posts since the start, whatever was answered, in order.</summary>
    public IReadOnlyList<TeamsPost> Attempts => attempts.All;

    /// <summary>Starts the server and returns when it accepts connections.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<TeamsReceiver> StartAsync(TeamsReceiverOptions options, CancellationToken ct = default)
    {
        var receiver = new TeamsReceiver(options);
        try
        {
            await receiver.server.StartAsync(ct);
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> posts have been answered 202 since the start, and returns them all.</summary>
    /// <exception cref="TimeoutException">Fewer came within <paramref name="timeout"/>.</exception>
    public Task<IReadOnlyList<TeamsPost>> WaitForAsync(int count, TimeSpan timeout, CancellationToken ct = default) =>
        posts.WaitForAsync(count, timeout, ct);

    /// <summary>As <see cref="WaitForAsync"/>, for posts whatever is answered (or not answered).</summary>
    public Task<IReadOnlyList<TeamsPost>> WaitForAttemptsAsync(int count, TimeSpan timeout, CancellationToken ct = default) =>
        attempts.WaitForAsync(count, timeout, ct);

    /// <summary>The next <paramref name="count"/> posts, after those ordered before, get <paramref name="answer"/>; in force at once.</summary>
    public void AnswerNext(int count, TeamsAnswer answer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        for (var i = 0; i < count; i++) script.Enqueue(answer);
    }

    /// <summary>Stops the server, letting go of posts that hang; the kept files stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await server.DisposeAsync();
        Certificate?.Dispose();
        ending.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            if (Certificate is not null) listen.UseHttps(Certificate);
        }));
        var app = builder.Build();
        app.MapPost(FlowPath, (RequestDelegate)AnswerAsync);
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var post = await ReadAsync(context.Request);
        if (script.TryDequeue(out var answer))
        {
            attempts.Add(post with { Status = answer.Status, Problem = "refused by script" });
            await ObeyAsync(answer, context);
            return;
        }

        var taken = await TakeAsync(post, context.Request);
        context.Response.StatusCode = (int)taken.Status!;
        attempts.Add(taken);
        if (taken.Status == HttpStatusCode.Accepted) posts.Add(taken);
    }

    private async Task<TeamsPost> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new TeamsPost(options.Clock.GetUtcNow(), headers, body, Status: null, Problem: null, File: null);
    }

    private async Task<TeamsPost> TakeAsync(TeamsPost post, HttpRequest request)
    {
        if (request.Query["sig"] != signature) return post with { Status = HttpStatusCode.Unauthorized, Problem = "the signature is wrong" };
        if (request.Headers.ContainsKey("Authorization"))
            return post with { Status = HttpStatusCode.Unauthorized, Problem = "there is an Authorization header" };
        var (status, problem) = TeamsFlow.Judge(post.Body);
        var file = status == HttpStatusCode.Accepted ? await cards.KeepAsync(post.Body, request.HttpContext.RequestAborted) : null;
        return post with { Status = status, Problem = problem, File = file };
    }

    private async Task ObeyAsync(TeamsAnswer answer, HttpContext context)
    {
        if (answer.Status is not { } status)
        {
            await HangAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)status;
        if (answer.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
    }

    private async Task HangAsync(CancellationToken gone)
    {
        using var released = CancellationTokenSource.CreateLinkedTokenSource(gone, ending.Token);
        var silence = new TaskCompletionSource();
        await using var registration = released.Token.Register(silence.SetResult);
        await silence.Task;
    }
}
