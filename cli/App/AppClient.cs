using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Cli.App;

/// <summary>Speaks to a functions app over HTTP.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="url">The app's address, without `/api`.</param>
/// <param name="key">A function key; the master key where functions are to be run by hand. Null: none.</param>
/// <param name="time">Measures the pauses between questions.</param>
internal sealed class AppClient(HttpClient http, Uri url, string? key, TimeProvider time)
{
    private const string KeyHeader = "x-functions-key";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Has days computed, and waits until they are.</summary>
    /// <param name="days">The days; null: all that the data speaks of.</param>
    /// <param name="window">A further window in days, besides those of the catalogue.</param>
    /// <param name="references">Whether also the days that benchmarks and trends compare these with.</param>
    /// <param name="jobTimer">The function that works off jobs, to be run by hand; null: its own timer will.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops waiting, not the job.</param>
    /// <exception cref="CliException">The job failed, or the app refused it.</exception>
    public Task<AppJob> ComputeAsync((DateOnly From, DateOnly To)? days, int? window, bool references, string? jobTimer, IProgress<string> progress, CancellationToken cancellationToken) =>
        RunAsync($"api/compute?{Query(days)}{(window is { } n ? string.Create(CultureInfo.InvariantCulture, $"&window={n}") : "")}{(references ? "&references=true" : "")}", jobTimer, progress, cancellationToken);

    /// <summary>Has computed days judged as nights, in their order, and waits until they are.</summary>
    public Task<AppJob> JudgeAsync(DateOnly from, DateOnly to, string? jobTimer, IProgress<string> progress, CancellationToken cancellationToken) =>
        RunAsync($"api/nights?{Query((from, to))}", jobTimer, progress, cancellationToken);

    /// <summary>Starts a function that no request starts, without waiting for it; needs the master key.</summary>
    public async Task StartAsync(string function, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"admin/functions/{function}", JsonContent.Create(new { input = "" }), cancellationToken);
    }

    /// <summary>Copies metric rows as csv.</summary>
    public async Task CopyMetricsAsync(MetricQuery query, Stream destination, CancellationToken cancellationToken)
    {
        var filters = new (string Name, string? Value)[] { ("kpi", query.Kpi), ("segment", query.Segment), ("window", query.Window?.ToString(CultureInfo.InvariantCulture)) };
        var more = string.Concat(filters.Where(f => f.Value is not null).Select(f => $"&{f.Name}={Uri.EscapeDataString(f.Value!)}"));
        using var answer = await SendAsync(HttpMethod.Get, $"api/metrics?{Query((query.From, query.To))}{more}", null, cancellationToken);
        await answer.Content.CopyToAsync(destination, cancellationToken);
    }

    private async Task<AppJob> RunAsync(string path, string? jobTimer, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var accepted = await SendAsync(HttpMethod.Post, path, null, cancellationToken);
        var job = await ReadAsync(accepted, cancellationToken);
        if (jobTimer is not null)
        {
            await StartAsync(jobTimer, cancellationToken);
        }

        while (!job.IsOver)
        {
            progress.Report(job.Done is { } day ? $"{job.State}, {day:yyyy-MM-dd} done" : job.State);
            await Task.Delay(Pause, time, cancellationToken);
            using var answer = await SendAsync(HttpMethod.Get, $"api/jobs/{job.Id}", null, cancellationToken);
            job = await ReadAsync(answer, cancellationToken);
        }

        return job.State == "completed" ? job : throw new CliException($"The app failed at it: {job.Message}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, path)) { Content = content };
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new CliException(await WordsAsync(answer, path.Split('?')[0], cancellationToken));
        }
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"The app wants a key for {path}: --key",
        HttpStatusCode.BadRequest => $"The app refused {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}",
        _ => $"The app answered {(int)answer.StatusCode} to {path}",
    };

    private static async Task<AppJob> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<AppJob>(cancellationToken) ?? throw new CliException("The app answered with nothing");
        }
        catch (JsonException e)
        {
            throw new CliException("What answers there is not the app", e);
        }
    }

    private static string Query((DateOnly From, DateOnly To)? days) =>
        days is { } range ? string.Create(CultureInfo.InvariantCulture, $"from={range.From:yyyy-MM-dd}&to={range.To:yyyy-MM-dd}") : "";
}
