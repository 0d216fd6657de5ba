using System.Diagnostics;

namespace CrmServerless.Cli.Local.Hosting;

/// <summary>Keeps what a process prints: the last lines at hand, and all of it in a file where one is wanted.</summary>
internal sealed class ProcessLog : IAsyncDisposable
{
    private const int KeptLines = 20;

    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly TextWriter file;
    private readonly Task written;

    /// <summary>Begins to read.</summary>
    /// <param name="process">Started, with output and error redirected.</param>
    /// <param name="path">The file, written anew; null: none.</param>
    /// <param name="onLine">Called with each line of standard output.</param>
    public ProcessLog(Process process, string? path, Action<string> onLine)
    {
        file = path is null ? TextWriter.Null : new StreamWriter(path) { AutoFlush = true };
        written = Task.WhenAll(PumpAsync(process.StandardOutput, onLine), PumpAsync(process.StandardError, _ => { }));
    }

    /// <summary>The last lines printed so far.</summary>
    public string LastLines
    {
        get { lock (gate) { return string.Join('\n', last); } }
    }

    /// <summary>Waits until the process has closed its output, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await written;
        await file.DisposeAsync();
    }

    private async Task PumpAsync(StreamReader lines, Action<string> onLine)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            Keep(line);
            onLine(line);
        }
    }

    private void Keep(string line)
    {
        lock (gate)
        {
            file.WriteLine(line);
            last.Enqueue(line);
            if (last.Count > KeptLines)
            {
                last.Dequeue();
            }
        }
    }
}
