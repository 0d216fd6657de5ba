using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;
using CrmServerless.Receivers;

namespace CrmServerless.Tests.Integration.Receivers;

/// <summary>The receiver's process and its wire: what System.Net.Mail cannot show.</summary>
public sealed class SmtpReceiverProcessTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task StartAsync_WithStartTls_EncryptsWithItsOwnCertificate()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path) { StartTls = true });
        using var client = new TcpClient();
        await client.ConnectAsync(SmtpReceiver.Host, receiver.Port);
        using var clear = new Dialogue(client.GetStream());
        await clear.SayAsync("220", "EHLO test");
        await clear.SayAsync("250", "STARTTLS");
        await clear.HearAsync("220");

        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false,
            (_, certificate, _, _) => certificate!.GetCertHashString() == receiver.Certificate!.GetCertHashString());
        await tls.AuthenticateAsClientAsync("localhost");
        using var secret = new Dialogue(tls);
        foreach (var line in new[] { "EHLO test", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>" })
            await secret.SayAsync(line.StartsWith('E') ? null : "250", line);
        await secret.SayAsync("250", "DATA");
        await secret.SayAsync("354", "Subject: secret\r\n\r\nhello\r\n.");
        await secret.HearAsync("250");

        var mail = Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal(("secret", true), (mail.Subject, mail.Encrypted));
    }

    [Fact]
    public async Task StartAsync_WithoutStartTls_DoesNotOfferIt()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        using var client = new TcpClient();
        await client.ConnectAsync(SmtpReceiver.Host, receiver.Port);
        using var dialogue = new Dialogue(client.GetStream());

        await dialogue.SayAsync("220", "EHLO test");

        Assert.DoesNotContain("STARTTLS", await dialogue.HearAsync("250"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_RunningServer_EndsItsProcess()
    {
        var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        using var process = Process.GetProcessById(receiver.ProcessId);

        await receiver.DisposeAsync();

        Assert.True(process.HasExited);
    }

    [Fact]
    public async Task WaitForAsync_ServerThatDied_FailsAtOnceAndSaysSo()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        using var process = Process.GetProcessById(receiver.ProcessId);
        var waiting = receiver.WaitForAsync(1, Soon);

        process.Kill();

        var reason = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.StartsWith("The SMTP receiver has ended", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_PortThatIsTaken_SaysWhy()
    {
        await using var first = await SmtpReceiver.StartAsync(new(folder.Path));

        var reason = await Assert.ThrowsAsync<InvalidOperationException>(() => SmtpReceiver.StartAsync(new(folder.Path) { Port = first.Port }));

        Assert.Contains("EADDRINUSE", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_ParentKilledWithoutWarning_EndsToo()
    {
        var packages = await SmtpReceiver.InstallAsync(default);
        var options = JsonSerializer.Serialize(new { folder = folder.Path, port = 0 });
        // A parent that starts the server as we do, says its process id once it listens, and then does nothing.
        const string parentScript = """
            const [script, packages, options] = process.argv.slice(1);
            const server = require('child_process').spawn(process.execPath, [script, packages], { stdio: ['pipe', 'pipe', 'inherit'] });
            server.stdin.write(options + '\n');
            server.stdout.once('data', () => console.log(server.pid));
            """;
        var info = new ProcessStartInfo("node", ["-e", parentScript, SmtpReceiver.ScriptPath, packages, options]) { RedirectStandardOutput = true };
        using var parent = Process.Start(info)!;
        var id = int.Parse((await parent.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(id);

        parent.Kill();

        await server.WaitForExitAsync().WaitAsync(Soon);
    }

    /// <summary>SMTP by hand: hear a reply (all its lines), say a line.</summary>
    private sealed class Dialogue(Stream stream) : IDisposable
    {
        private readonly StreamReader reader = new(stream, leaveOpen: true);

        public void Dispose() => reader.Dispose();

        /// <summary>Hears a reply that must begin with <paramref name="expected"/> (null: the dialogue is new and nothing is due), then says a line.</summary>
        public async Task SayAsync(string? expected, string line)
        {
            if (expected is not null) await HearAsync(expected);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(line + "\r\n"));
            await stream.FlushAsync();
        }

        public async Task<string> HearAsync(string expected)
        {
            var reply = "";
            string line;
            do
            {
                line = (await reader.ReadLineAsync().WaitAsync(Soon))!;
                reply += line + "\n";
            }
            while (line[3] == '-');
            Assert.StartsWith(expected, line, StringComparison.Ordinal);
            return reply;
        }
    }
}
