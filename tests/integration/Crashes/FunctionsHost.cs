using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>
/// The functions app as a process of its own on a free port. Its timers run by hand only. It ends by SIGKILL, also when it is disposed, and
/// by itself when the tests' process is gone.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const string Announcement = "Listening on ";
    private const int KilledExitCode = 128 + 9;
    private const int KeptLines = 30;
    private static readonly string[] Timers = ["Deliveries", "Jobs", "Night", "Outbox", "Reconcile", "Upkeep"];

    private readonly Process process;
    private readonly HttpClient http = new();
    private readonly HttpClient strangers = new();
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task read;
    private bool isKilled;

    private FunctionsHost(Process process, string key)
    {
        this.process = process;
        read = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        http.DefaultRequestHeaders.Add("x-functions-key", key);
    }

    /// <summary>The last lines that it printed.</summary>
    public string LastWords => string.Join('\n', lastLines);

    /// <summary>Starts it, and returns once it serves.</summary>
    /// <param name="ownStorage">Connection string of what the host keeps for itself.</param>
    /// <param name="dataStorage">Connection string of the product's data.</param>
    /// <param name="isTriggered">Whether new blobs in the inbox are ingested at once; false: their events are lost.</param>
    /// <param name="settings">Further app settings.</param>
    public static async Task<FunctionsHost> StartAsync(string ownStorage, string dataStorage, bool isTriggered, params (string Name, string Value)[] settings)
    {
        var key = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["CrmServerless.Functions.dll", "--port", "0"])
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "functions"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        IEnumerable<(string Name, string Value)> all =
        [
            ("AzureWebJobsStorage", ownStorage), ("CrmStorage", dataStorage), ("LocalHost__MasterKey", key), ("LocalHost__FunctionKey", key),
            ("LocalHost__StopWithInput", "true"), .. Timers.Select(Disabled), .. isTriggered ? [] : new[] { Disabled("IngestExport") }, .. settings,
        ];
        foreach (var (name, value) in all)
            start.Environment[name] = value;
        var host = new FunctionsHost(Process.Start(start)!, key);
        await Task.WhenAny(host.listening.Task, host.read).WaitAsync(Eventually.Patience);
        host.ThrowIfEnded();
        host.http.BaseAddress = await host.listening.Task;
        return host;
    }

    /// <summary>Sends a request as a stranger does: without a key.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(http.BaseAddress!, request.RequestUri!);
        return await strangers.SendAsync(request);
    }

    /// <summary>Runs a timer's function now; returns when it has begun.</summary>
    public async Task RunAsync(string function)
    {
        using var answer = await http.PostAsJsonAsync($"admin/functions/{function}", new { input = string.Empty });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>Asks for days to be computed; returns the job's path.</summary>
    public async Task<string> OrderComputeAsync(string from, string to)
    {
        using var answer = await http.PostAsync($"api/compute?from={from}&to={to}", content: null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>All values of the days from..to, as csv.</summary>
    public Task<string> MetricsAsync(string from, string to) => http.GetStringAsync($"api/metrics?from={from}&to={to}");

    /// <summary>SIGKILL: nothing is finished, nothing cleaned up.</summary>
    public async Task KillAsync()
    {
        ThrowIfEnded();
        isKilled = true;
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal(KilledExitCode, process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isKilled)
            await KillAsync();
        await read;
        process.Dispose();
        http.Dispose();
        strangers.Dispose();
    }

    private static (string Name, string Value) Disabled(string function) => ($"AzureWebJobs.{function}.Disabled", "true");

    private void ThrowIfEnded()
    {
        if (process.HasExited)
            throw new InvalidOperationException($"The host ended by itself (exit code {process.ExitCode}):\n{LastWords}");
    }

    private async Task ReadAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > KeptLines)
                lastLines.TryDequeue(out _);
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
                listening.TrySetResult(new Uri(line[Announcement.Length..]));
        }
    }
}
