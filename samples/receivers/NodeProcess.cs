using System.Collections.Concurrent;
using System.Diagnostics;
using CrmServerless.Npm;

namespace CrmServerless.Receivers;

/// <summary>A node script that takes lines on standard input, answers lines on standard output, and ends when its input does.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int KeptErrorLines = 20;

    private readonly Process process;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentQueue<string> errors = new();

    private NodeProcess(Process process, Action<string> onLine, Action<string> onEnd)
    {
        this.process = process;
        Ended = PumpAsync(onLine, onEnd);
    }

    /// <summary>Ends when the process has, after its last line was handled.</summary>
    public Task Ended { get; }

    /// <summary>The operating system's id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts <paramref name="script"/>; <paramref name="onEnd"/> gets its exit code and last error lines as text.</summary>
    /// <exception cref="NpmException">node is not installed.</exception>
    public static NodeProcess Start(string script, string argument, Action<string> onLine, Action<string> onEnd) =>
        new(NpmProcess.Start(new ProcessStartInfo("node", [script, argument])), onLine, onEnd);

    public async Task SendAsync(string line, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), ct);
            await process.StandardInput.FlushAsync(ct);
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await Ended.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await Ended;
        }

        process.Dispose();
        writing.Dispose();
    }

    private async Task PumpAsync(Action<string> onLine, Action<string> onEnd)
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, KeepError));
        await process.WaitForExitAsync();
        onEnd($"exit code {process.ExitCode}{string.Concat(errors.Select(line => Environment.NewLine + line))}");
    }

    private static async Task ReadAsync(StreamReader lines, Action<string> handle)
    {
        while (await lines.ReadLineAsync() is { } line)
            handle(line);
    }

    private void KeepError(string line)
    {
        errors.Enqueue(line);
        while (errors.Count > KeptErrorLines) errors.TryDequeue(out _);
    }
}
