using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using CrmServerless.Azurite;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>
/// Stands before an account's services and passes every byte on unchanged, so that signatures hold; writes only as the gate allows. A
/// write that is held never reaches storage, nor does its connection bring anything more: to storage the process is dead from there on.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpListener> listeners = [];
    private readonly List<Task> accepting = [];

    public StorageProxy(TestAccount account)
    {
        var real = account.Server.Ports;
        ConnectionString = ConnectionStringOf(account, new AzuritePorts(Listen(real.Blob), Listen(real.Queue), Listen(real.Table)));
    }

    /// <summary>Counts and holds the writes.</summary>
    public WriteGate Gate { get; } = new();

    /// <summary>The account's, by way of this proxy.</summary>
    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listeners.ForEach(listener => listener.Dispose());
        await Ended(Task.WhenAll(accepting));
        stop.Dispose();
    }

    private static string ConnectionStringOf(TestAccount account, AzuritePorts ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={account.Name};AccountKey={account.Key};"
        + $"BlobEndpoint=http://127.0.0.1:{ports.Blob}/{account.Name};"
        + $"QueueEndpoint=http://127.0.0.1:{ports.Queue}/{account.Name};"
        + $"TableEndpoint=http://127.0.0.1:{ports.Table}/{account.Name};";

    private int Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners.Add(listener);
        accepting.Add(AcceptAsync(listener, port));
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        var served = new List<Task>();
        try
        {
            while (true)
                served.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token), port));
        }
        finally
        {
            await Ended(Task.WhenAll(served));
        }
    }

    /// <summary>One connection: when either side closes it, or is killed, so does the other.</summary>
    private async Task ServeAsync(TcpClient client, int port)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, port, stop.Token);
            var requests = PassRequestsAsync(client.GetStream(), server.GetStream());
            var answers = server.GetStream().CopyToAsync(client.GetStream(), stop.Token);
            await Task.WhenAny(requests, answers);
            client.Close();
            server.Close();
            await Ended(Task.WhenAll(requests, answers));
        }
    }

    private async Task PassRequestsAsync(NetworkStream from, NetworkStream to)
    {
        var input = PipeReader.Create(from);
        while (await ReadHeadAsync(input) is { } head)
        {
            if (head.IsWrite && !Gate.TryPass())
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
            await to.WriteAsync(head.Bytes, stop.Token);
            await PassBodyAsync(input, to, head.BodyLength);
        }
    }

    private async Task<RequestHead?> ReadHeadAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync(stop.Token);
            if (TryTakeHead(read.Buffer, out var head, out var end))
            {
                input.AdvanceTo(end);
                return RequestHead.Parse(head);
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    private static bool TryTakeHead(ReadOnlySequence<byte> buffer, out byte[] head, out SequencePosition end)
    {
        var reader = new SequenceReader<byte>(buffer);
        var isWhole = reader.TryReadTo(out ReadOnlySequence<byte> _, EndOfHead);
        end = reader.Position;
        head = isWhole ? buffer.Slice(0, end).ToArray() : [];
        return isWhole;
    }

    private async Task PassBodyAsync(PipeReader input, NetworkStream to, long length)
    {
        for (var left = length; left > 0;)
        {
            var read = await input.ReadAsync(stop.Token);
            var part = read.Buffer.Slice(0, Math.Min(left, read.Buffer.Length));
            foreach (var memory in part)
                await to.WriteAsync(memory, stop.Token);
            left -= part.Length;
            input.AdvanceTo(part.End);
            if (read.IsCompleted && left > 0)
                return;
        }
    }

    /// <summary>Waits for connections to end; that they end by being broken is what this proxy is for.</summary>
    private static async Task Ended(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
