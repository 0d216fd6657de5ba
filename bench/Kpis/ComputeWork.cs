using System.Globalization;
using CrmServerless.Bench.Company;
using CrmServerless.Bench.Workers;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CrmServerless.Bench.Kpis;

/// <summary>Computes a company's metrics.</summary>
internal static class ComputeWork
{
    /// <summary>The business time zone.</summary>
    public const string Zone = "Europe/Berlin";

    /// <summary>From records that are seen to DailyMetrics written, as a night does.</summary>
    /// <param name="connection">The storage account.</param>
    /// <param name="arguments">The first and the last day.</param>
    public static async Task<Measured> OnStorageAsync(string connection, string[] arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)connection)]).Build();
        await using var crm = new ServiceCollection().AddLogging(l => l.ClearProviders()).AddSingleton(TimeProvider.System).AddCrmServerless(settings).BuildServiceProvider();
        var watch = new Watch();
        var report = await crm.GetRequiredService<ComputeService>().ComputeAsync(Day(arguments[0]), Day(arguments[1]), default);
        return Measured.Here(watch, report.Written.Written);
    }

    /// <summary>The engine alone, from segments in files to rows in memory, a month at a time; nothing is kept of them.</summary>
    /// <param name="arguments">
    /// The <see cref="SegmentFolder"/>; the first and the last day; the sequence that the last run had seen (only days that may have
    /// changed since are computed), or 0; then the dimensions, as in business.yaml.
    /// </param>
    public static async Task<Measured> AloneAsync(string[] arguments)
    {
        var business = new BusinessConfiguration { TimeZone = DateTimeZoneProviders.Tzdb[Zone], Segments = [.. arguments[4..].Select(d => d.Split('&'))] };
        var (folder, from, to, since) = (new SegmentFolder(arguments[0]), Day(arguments[1]), Day(arguments[2]), long.Parse(arguments[3], CultureInfo.InvariantCulture));
        var watch = new Watch();
        using var loaded = await new KpiEngine(business, []).ReadAsync(folder.Snapshot, since, default);
        var read = watch.Elapsed.TotalSeconds;
        var changed = since == 0 ? from.DayNumber : Math.Max(from.DayNumber, Math.Min(loaded.Changes.From, to.DayNumber));
        var days = Enumerable.Range(changed, to.DayNumber - changed + 1).Select(DateOnly.FromDayNumber).ToList();
        var plan = new KpiPlan(KpiCatalogue.BuiltIn, business);
        var rows = days.GroupBy(MetricKeys.Month).Sum(month => loaded.Compute(plan, month.Min(), month.Max()).LongCount());
        var parts = new Dictionary<string, double> { ["reading"] = read, ["computing"] = watch.Elapsed.TotalSeconds - read };
        return Measured.Here(watch, rows, parts);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
