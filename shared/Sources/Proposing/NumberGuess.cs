using System.Text;
using System.Text.RegularExpressions;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Sources.Proposing;

/// <summary>How a file writes its numbers.</summary>
internal static partial class NumberGuess
{
    private static readonly Dictionary<string, decimal> Factors = new() { ["K"] = 1_000, ["M"] = 1_000_000, ["B"] = 1_000_000_000 };

    // In this order: 1,234 is rather a thousand than one and a bit, where nothing else tells.
    private static readonly (char Decimal, char? Group)[] Separators = [('.', null), ('.', ','), (',', '.'), (',', ' '), ('.', '\''), ('.', ' '), (',', null)];

    /// <summary>The format that reads all these texts; null when none does.</summary>
    public static NumberFormat? Of(IReadOnlyCollection<string> texts)
    {
        var currencies = texts.SelectMany(Words).Where(w => !Factors.ContainsKey(w.ToUpperInvariant())).Distinct(StringComparer.OrdinalIgnoreCase).Take(8).ToList();
        var suffixes = texts.Select(t => Suffix().Match(t)).Where(m => m.Success).Select(m => m.Groups[1].Value.ToUpperInvariant()).Distinct().Order().ToDictionary(s => s, s => Factors[s]);
        return Separators.Select(s => new NumberFormat(s.Decimal, s.Group, currencies, suffixes)).FirstOrDefault(f => texts.All(t => Reads(f, t)));
    }

    private static bool Reads(NumberFormat format, string text) => new NumberReader(format).TryRead(Encoding.UTF8.GetBytes(text), out _);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value);

    [GeneratedRegex("""[^\d\s.,'’()+\-−%]{1,4}""")]
    private static partial Regex Word();

    [GeneratedRegex("""\d\s?([KkMmBb])$""")]
    private static partial Regex Suffix();
}
