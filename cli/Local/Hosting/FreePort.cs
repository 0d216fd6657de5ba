using System.Net;
using System.Net.Sockets;

namespace CrmServerless.Cli.Local.Hosting;

/// <summary>Finds a port for a program that cannot choose one itself.</summary>
internal static class FreePort
{
    /// <summary>A port on 127.0.0.1 that nobody listened on a moment ago.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
