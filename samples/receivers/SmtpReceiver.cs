using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CrmServerless.Npm;

namespace CrmServerless.Receivers;

/// <summary>
/// A real SMTP server (npm's smtp-server in a node process) on 127.0.0.1 that keeps each message as files and reports it.
/// The first start installs the pinned packages with npm. The process ends with this object, or with this process, however that ends.
/// </summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    /// <summary>Where every receiver listens.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>How long the node process may take to answer; generous, since a loaded machine starts it slowly.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SmtpReceiverOptions options;
    private readonly NodeProcess node;
    private readonly Arrivals<ReceivedMail> messages = new("messages");
    private readonly Arrivals<SmtpRefusal> refusals = new("refusals");
    private readonly Arrivals<int> ports = new("ports");
    private readonly Arrivals<SmtpReply> scripted = new("acknowledgements");
    private readonly SemaphoreSlim ordering = new(1, 1);
    private int orders;

    private SmtpReceiver(SmtpReceiverOptions options, string packages)
    {
        this.options = options;
        Certificate = options.StartTls ? LoopbackCertificate.Create(options.Clock) : null;
        node = NodeProcess.Start(ScriptPath, packages, Handle, GiveUp);
    }

    /// <summary>Folder of the node script and of its package lock.</summary>
    internal static string ScriptFolder => Path.Combine(AppContext.BaseDirectory, "smtp");

    internal static string ScriptPath => Path.Combine(ScriptFolder, "server.mjs");

    internal int ProcessId => node.Id;

    /// <summary>The port it listens on.</summary>
    public int Port => ports.All[0];

    /// <summary>Folder that holds the kept messages.</summary>
    public string Folder => options.Folder;

    /// <summary>What a client has to trust for STARTTLS; null when that isn't offered.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The messages kept since the start, in order of arrival.</summary>
    public IReadOnlyList<ReceivedMail> Messages => messages.All;

    /// <summary>What was refused by script since the start, in order.</summary>
    public IReadOnlyList<SmtpRefusal> Refusals => refusals.All;

    /// <summary>Starts the server and returns when it accepts connections.</summary>
    /// <exception cref="NpmException">Node.js or npm is missing, or the packages cannot be installed.</exception>
    /// <exception cref="InvalidOperationException">The server ended at once: the port is taken.</exception>
    public static async Task<SmtpReceiver> StartAsync(SmtpReceiverOptions options, CancellationToken ct = default)
    {
        var packages = await InstallAsync(ct);
        var receiver = new SmtpReceiver(options, packages);
        try
        {
            await receiver.ListenAsync(ct);
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> messages have been kept since the start, and returns them all.</summary>
    /// <exception cref="TimeoutException">Fewer came within <paramref name="timeout"/>.</exception>
    /// <exception cref="InvalidOperationException">The server died.</exception>
    public Task<IReadOnlyList<ReceivedMail>> WaitForAsync(int count, TimeSpan timeout, CancellationToken ct = default) =>
        messages.WaitForAsync(count, timeout, ct);

    /// <summary>As <see cref="WaitForAsync"/>, for refusals.</summary>
    public Task<IReadOnlyList<SmtpRefusal>> WaitForRefusalsAsync(int count, TimeSpan timeout, CancellationToken ct = default) =>
        refusals.WaitForAsync(count, timeout, ct);

    /// <summary>
    /// The next <paramref name="count"/> messages, after those ordered before, are refused with <paramref name="reply"/>.
    /// In force when the task completes; a message is counted at its MAIL FROM.
    /// </summary>
    public async Task RefuseNextAsync(int count, SmtpReply reply, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(reply.Code, 400, nameof(reply));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reply.Code, 599, nameof(reply));
        await ordering.WaitAsync(ct);
        try
        {
            await SendAsync(new { messages = count, reply }, ct);
            await scripted.WaitForAsync(++orders, Patience, ct);
        }
        finally
        {
            ordering.Release();
        }
    }

    /// <summary>Stops the server; the kept files stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        ordering.Dispose();
        Certificate?.Dispose();
    }

    internal static async Task<string> InstallAsync(CancellationToken ct)
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(ScriptFolder, "package.json"), ct);
        var pins = await File.ReadAllTextAsync(Path.Combine(ScriptFolder, "package-lock.json"), ct);
        return await new NpmPackages("smtp-receiver", manifest, pins).EnsureAsync(NpmPackages.DefaultCacheFolder, TimeProvider.System, cancellation: ct);
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        var tls = Certificate is { } own ? new { key = own.PrivateKeyPem(), cert = own.ExportCertificatePem() } : null;
        var credentials = options.Credentials is { } login ? new { user = login.UserName, password = login.Password } : null;
        await SendAsync(new { folder = Path.GetFullPath(options.Folder), port = options.Port, tls, credentials }, ct);
        await ports.WaitForAsync(1, Patience, ct);
    }

    private Task SendAsync<T>(T message, CancellationToken ct) => node.SendAsync(JsonSerializer.Serialize(message, JsonSerializerOptions.Web), ct);

    private void Handle(string line)
    {
        if (Parse(line) is not { } said) return;
        if (said.Port is { } port) ports.Add(port);
        if (said.Scripted is { } reply) scripted.Add(reply);
        if (said.Message is { } message) messages.Add(message with { ReceivedAt = options.Clock.GetUtcNow() });
        if (said.Refusal is { } refusal) refusals.Add(refusal with { RefusedAt = options.Clock.GetUtcNow() });
    }

    private Event? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Event>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            // Whoever waits shall not wait in vain for what this line meant.
            GiveUp($"it said what we do not understand. {e.Message}");
            return null;
        }
    }

    private void GiveUp(string lastWords)
    {
        var reason = new InvalidOperationException($"The SMTP receiver has ended: {lastWords}");
        ports.Fail(reason);
        scripted.Fail(reason);
        messages.Fail(reason);
        refusals.Fail(reason);
    }

    /// <summary>A line of the node script; each kind fills one member.</summary>
    private sealed record Event(int? Port, SmtpReply? Scripted, ReceivedMail? Message, SmtpRefusal? Refusal);
}
