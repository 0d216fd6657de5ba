using System.Net;
using System.Net.Sockets;

namespace CrmServerless.Azurite;

/// <summary>The TCP ports of the three services on 127.0.0.1; 0 stands for any free one.</summary>
/// <param name="Blob">Blob service.</param>
/// <param name="Queue">Queue service.</param>
/// <param name="Table">Table service.</param>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Any three free ports.</summary>
    public static AzuritePorts Free { get; } = new(0, 0, 0);

    /// <summary>Those that UseDevelopmentStorage=true means ('Configure Azure Storage connection strings', section 'emulator').</summary>
    public static AzuritePorts Development { get; } = new(10000, 10001, 10002);

    /// <summary>Whether something accepts connections on the port of every service.</summary>
    internal async Task<bool> AllAnswerAsync(CancellationToken cancellation)
    {
        foreach (var port in (int[])[Blob, Queue, Table])
        {
            if (!await AnswersAsync(port, cancellation)) return false;
        }

        return true;
    }

    /// <summary>Waits until <see cref="AllAnswerAsync"/>; false if they still do not after <paramref name="patience"/>.</summary>
    internal async Task<bool> AllAnswerWithinAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (!await AllAnswerAsync(cancellation))
        {
            if (clock.GetElapsedTime(start) > patience) return false;
            await Task.Delay(Pause, clock, cancellation);
        }

        return true;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
