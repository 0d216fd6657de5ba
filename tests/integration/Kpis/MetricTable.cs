using System.Globalization;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>Metric rows side by side: every cell of the oracle's against every cell of the product's.</summary>
internal static class MetricTable
{
    private const double Relative = 1e-9;

    /// <summary>The rows of an oracle's csv, by kpi, window, segment and day.</summary>
    public static Dictionary<string, string[]> Read(string file) =>
        File.ReadLines(file).Skip(1).Select(Cells).ToDictionary(cells => Key(cells[0], cells[1], cells[2], cells[3]), cells => cells[4..]);

    /// <summary>The product's rows in the same form.</summary>
    public static async Task<Dictionary<string, string[]>> ReadAsync(IAsyncEnumerable<MetricRow> rows)
    {
        var table = new Dictionary<string, string[]>();
        await foreach (var row in rows)
        {
            var key = Key($"{row.Day:yyyy-MM-dd}", row.Kpi, row.Window.ToString(CultureInfo.InvariantCulture), row.Segment);
            table[key] = [Number(row.Value), Number(row.Numerator), Number(row.Denominator), row.Sample.ToString(CultureInfo.InvariantCulture), row.Unit, row.Status];
        }

        return table;
    }

    /// <summary>Every difference, in words; money and ratios may differ by 1e-9 relative.</summary>
    public static List<string> Differences(Dictionary<string, string[]> expected, Dictionary<string, string[]> actual)
    {
        var differences = new List<string>();
        foreach (var key in expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal))
        {
            if (!expected.TryGetValue(key, out var oracle))
                differences.Add($"{key}: the oracle has no row");
            else if (!actual.TryGetValue(key, out var product))
                differences.Add($"{key}: the product has no row");
            else if (!oracle.Zip(product).All(pair => AreEqual(pair.First, pair.Second)))
                differences.Add($"{key}: oracle {string.Join(',', oracle)}, product {string.Join(',', product)}");
        }

        return differences;
    }

    private static bool AreEqual(string left, string right)
    {
        if (left == right)
            return true;
        return double.TryParse(left, CultureInfo.InvariantCulture, out var a) && double.TryParse(right, CultureInfo.InvariantCulture, out var b)
            && Math.Abs(a - b) <= Relative * Math.Max(Math.Abs(a), Math.Abs(b));
    }

    private static string Key(string day, string kpi, string window, string segment) => $"{kpi} {window} {segment} {day}";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The cells of a csv line as DuckDB writes it; no cell of these holds a line break.</summary>
    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        for (var i = 0; i <= line.Length; i++)
        {
            var isQuoted = i < line.Length && line[i] == '"';
            var end = isQuoted ? line.IndexOf("\",", i + 1, StringComparison.Ordinal) + 1 : line.IndexOf(',', i);
            end = end <= 0 ? line.Length : end;
            cells.Add(isQuoted ? line[(i + 1)..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal) : line[i..end]);
            i = end;
        }

        return [.. cells];
    }
}
