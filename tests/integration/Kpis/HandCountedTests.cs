using System.Globalization;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>
/// Tiny companies whose values were worked out by hand (tests/oracle/selfcheck_companies.mjs, with the sums beside them), through the whole
/// product: every window of every KPI of the catalogue has at least one value.
/// </summary>
public sealed class HandCountedTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Anything = "*";
    private const string NoRow = "no row";

    [Fact]
    public async Task HandCountedCompanies_EveryValue_IsTheOneByHand()
    {
        using var folder = new TemporaryFolder();
        await Oracle.RunAsync("handcounted.mjs", folder.Path);
        var differences = new List<string>();
        var withValue = new HashSet<string>();

        foreach (var company in Directory.EnumerateDirectories(folder.Path))
        {
            var expected = File.ReadLines(Path.Combine(company, "expected.tsv")).Select(Expectation.Of).ToList();
            withValue.UnionWith(expected.Where(e => e.HasValue).Select(e => $"{e.Kpi} {e.Window}"));
            differences.AddRange(await DifferencesAsync(company, expected));
        }

        Assert.Empty(differences);
        Assert.Empty(KpiCatalogue.BuiltIn.All.SelectMany(kpi => kpi.Windows.Select(window => $"{kpi.Id} {window}")).Except(withValue));
    }

    private async Task<IEnumerable<string>> DifferencesAsync(string company, List<Expectation> expected)
    {
        await using var crm = await IngestedCompany.OfAsync(azurite, company, await File.ReadAllTextAsync(Path.Combine(company, "business.yaml")));
        var (first, last) = (expected.Min(e => e.Day), expected.Max(e => e.Day));
        foreach (var day in expected.Select(e => e.Day).Distinct())
            await crm.GetRequiredService<ComputeService>().ComputeAsync(day, day, default);
        var rows = await MetricTable.ReadAsync(crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(first, last), default));
        return expected.Select(e => e.Difference(rows)).OfType<string>().Select(difference => $"{Path.GetFileName(company)}: {difference}");
    }

    /// <summary>A line of expected.tsv: the row's name, and value, numerator, denominator and sample as texts; or that there is no row.</summary>
    private sealed record Expectation(string Kpi, string Window, DateOnly Day, string Segment, IReadOnlyList<string> Values)
    {
        /// <summary>Whether the value is a number, rather than no data or no row.</summary>
        public bool HasValue => Values[0] is not ("" or NoRow);

        public static Expectation Of(string line)
        {
            var cells = line.Split('\t');
            var name = cells[0].Split(' ', 4);
            return new Expectation(name[0], name[1], DateOnly.ParseExact(name[2], "yyyy-MM-dd", CultureInfo.InvariantCulture), name.Length > 3 ? name[3] : "all", cells[1..]);
        }

        /// <summary>What is otherwise in the product's rows, in words; null when nothing.</summary>
        public string? Difference(Dictionary<string, string[]> rows)
        {
            var key = $"{Kpi} {Window} {Segment} {Day:yyyy-MM-dd}";
            if (!rows.TryGetValue(key, out var row))
                return Values[0] == NoRow ? null : $"{key}: no row";
            var isSame = Values[0] != NoRow && Values.Zip(row).All(pair => pair.First == Anything || AreEqual(pair.First, pair.Second));
            return isSame ? null : $"{key}: by hand {string.Join(',', Values)}, found {string.Join(',', row)}";
        }

        private static bool AreEqual(string left, string right) => left == right
            || (double.TryParse(left, CultureInfo.InvariantCulture, out var a) && double.TryParse(right, CultureInfo.InvariantCulture, out var b)
                && Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)));
    }
}
