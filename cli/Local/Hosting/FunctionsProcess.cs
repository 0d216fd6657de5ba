using System.ComponentModel;
using System.Diagnostics;

namespace CrmServerless.Cli.Local.Hosting;

/// <summary>
/// The functions app, running as a process of its own on 127.0.0.1. It stops when this object is disposed, and by itself when this process is
/// gone, however that ended.
/// </summary>
internal sealed class FunctionsProcess : IAsyncDisposable
{
    private const string Announcement = "Listening on ";
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Process process;
    private readonly TimeProvider time;
    private readonly ProcessLog log;
    private readonly TaskCompletionSource<Uri> announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FunctionsProcess(Process process, string? logFile, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        log = new ProcessLog(process, logFile, Listen);
    }

    /// <summary>Its address, without a path.</summary>
    public Uri Url => announced.Task.Result;

    /// <summary>The operating system's id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts the app and returns once it answers.</summary>
    /// <param name="app">The app.</param>
    /// <param name="settings">App settings, by their configuration keys with `:` between levels.</param>
    /// <param name="logFile">Receives what it prints; null: nothing is kept.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="cancellationToken">Gives up; the process is stopped.</param>
    /// <exception cref="CliException">It is not there, or ended at once, or does not answer.</exception>
    public static async Task<FunctionsProcess> StartAsync(
        FunctionsApp app, IReadOnlyDictionary<string, string> settings, string? logFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var port = app.IsGenuine ? FreePort.Find() : 0;
        var command = app.Command(port);
        foreach (var (name, value) in settings)
        {
            command.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        // Of the local host: stop when standard input ends, as it does when the parent is killed.
        command.Environment["LocalHost__StopWithInput"] = "true";
        var functions = new FunctionsProcess(Start(command, app), logFile, time);
        try
        {
            if (app.IsGenuine)
            {
                functions.announced.SetResult(new Uri($"http://127.0.0.1:{port}"));
            }

            await functions.AnsweringAsync(cancellationToken);
            return functions;
        }
        catch
        {
            await functions.DisposeAsync();
            throw;
        }
    }

    /// <summary>Throws when the process has ended by itself.</summary>
    /// <exception cref="CliException">It has.</exception>
    public void ThrowIfEnded()
    {
        if (process.HasExited)
        {
            throw new CliException($"The functions app ended by itself (exit code {process.ExitCode}). Its last words:\n{log.LastLines}");
        }
    }

    /// <summary>Asks it to stop, waits for what is under way, and kills it if that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience, time);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await log.DisposeAsync();
        process.Dispose();
    }

    private static Process Start(ProcessStartInfo command, FunctionsApp app)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception e)
        {
            throw new CliException(app.Missing, e);
        }
    }

    private void Listen(string line)
    {
        if (line.StartsWith(Announcement, StringComparison.Ordinal) && Uri.TryCreate(line[Announcement.Length..].Trim(), UriKind.Absolute, out var url))
        {
            announced.TrySetResult(url);
        }
    }

    private async Task AnsweringAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(StartPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var http = new HttpClient();
        try
        {
            while (!announced.Task.IsCompleted || !await AnswersAsync(http, either.Token))
            {
                ThrowIfEnded();
                await Task.Delay(Pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"The functions app does not answer after {StartPatience.TotalSeconds:0} s. Its last words:\n{log.LastLines}");
        }
    }

    // Any answer will do: how healthy it is, is another question.
    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "api/health"), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
