using System.Diagnostics;
using System.Globalization;
using CrmServerless.Npm;

namespace CrmServerless.Azurite;

/// <summary>Starts node with Azurite and waits until all three services say that they listen.</summary>
internal static class AzuriteStart
{
    private const string Listening = " service is successfully listening at ";

    /// <summary>Runs <paramref name="script"/> as <paramref name="options"/> say.</summary>
    /// <exception cref="AzuriteException">It ended, or did not listen in time.</exception>
    public static async Task<AzuriteServer> RunAsync(string script, AzuriteOptions options, CancellationToken cancellation)
    {
        var process = NpmProcess.Start(StartInfo(script, options));
        using var patience = new CancellationTokenSource(options.StartTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var ports = await ReadPortsAsync(process, errors, either.Token);
            _ = DrainAsync(process.StandardOutput);
            return new AzuriteServer(process, options with { Ports = ports });
        }
        catch (Exception failure)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            if (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new AzuriteException($"Azurite did not listen within {options.StartTimeout.TotalSeconds:0} s.", failure);
            }

            throw;
        }
    }

    private static ProcessStartInfo StartInfo(string script, AzuriteOptions options)
    {
        var start = new ProcessStartInfo("node", Arguments(script, options));
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Select(account => $"{account.Name}:{account.Key}"));
        if (options.DataFolder is { } folder) Directory.CreateDirectory(folder);
        return start;
    }

    private static IEnumerable<string> Arguments(string script, AzuriteOptions options)
    {
        string[] program = ["--eval", EmbeddedFile.Read("host.cjs"), script, "--silent", "--skipApiVersionCheck", "--disableTelemetry"];
        string[] storage = options.DataFolder is { } folder ? ["--location", Path.GetFullPath(folder)] : ["--inMemoryPersistence"];
        string[] ports = [.. Port("blob", options.Ports.Blob), .. Port("queue", options.Ports.Queue), .. Port("table", options.Ports.Table)];
        return [.. program, .. storage, .. ports];
    }

    private static string[] Port(string service, int port) =>
        [$"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture)];

    private static async Task<AzuritePorts> ReadPortsAsync(Process process, Task<string> errors, CancellationToken cancellation)
    {
        var ports = AzuritePorts.Free;
        while (ports is { Blob: 0 } or { Queue: 0 } or { Table: 0 })
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellation)
                ?? throw new AzuriteException("Azurite ended while it started: " + (await errors).Trim());
            ports = With(ports, line);
        }

        return ports;
    }

    /// <summary>'Azurite Blob service is successfully listening at http://127.0.0.1:10000' and the like; other lines change nothing.</summary>
    private static AzuritePorts With(AzuritePorts ports, string line)
    {
        if (!line.Contains(Listening, StringComparison.Ordinal)) return ports;
        var port = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]).Port;
        return line.Split(' ')[1] switch
        {
            "Blob" => ports with { Blob = port },
            "Queue" => ports with { Queue = port },
            "Table" => ports with { Table = port },
            _ => ports,
        };
    }

    /// <summary>Reads on until the end: a process whose output nobody reads stops when the pipe is full.</summary>
    private static async Task DrainAsync(StreamReader output)
    {
        try
        {
            while (await output.ReadLineAsync() is not null)
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // The server was disposed while we read: there is nothing more to drain.
        }
    }
}
