using System.Text;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Sources.Proposing;

/// <summary>How a file writes its dates.</summary>
/// <param name="Patterns">The patterns that read all its dates beyond ISO 8601.</param>
/// <param name="IsDoubtful">True when day and month could as well be the other way round: no day above 12 was seen.</param>
internal sealed record DateGuess(IReadOnlyList<string> Patterns, bool IsDoubtful)
{
    private static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", " h:mm tt", " h:mm:ss tt"];

    private static readonly string[] Days =
        ["M/D/YYYY", "D/M/YYYY", "D.M.YYYY", "D-M-YYYY", "M-D-YYYY", "YYYY/M/D", "YYYY.M.D", "M/D/YY", "D/M/YY", "D.M.YY", "D MMM YYYY", "D MMM, YYYY", "D-MMM-YYYY", "MMM D, YYYY", "MMM D YYYY"];

    private static readonly (string Pattern, string Twin)[] Twins = [("M/D", "D/M"), ("D-M-", "M-D-")];

    private static readonly IReadOnlyList<DatePattern> Candidates = [.. Days.SelectMany(d => Times.Select(t => Parse(d + t))), Parse("unix s"), Parse("unix ms")];

    /// <summary>Whether the texts are dates: all can be read by ISO 8601 or by one pattern. Plain numbers are taken for dates only when they look like times since 1970.</summary>
    public static bool AreDates(IReadOnlyList<string> texts) => texts.Count > 0 && (texts.All(IsIso) || Readers(texts).Any());

    /// <summary>The patterns for the date columns of a file, each given by its filled cells.</summary>
    public static DateGuess Of(IReadOnlyList<IReadOnlyList<string>> columns)
    {
        var dates = columns.Select(c => (IReadOnlyList<string>)[.. c.Where(t => !IsIso(t))]).Where(c => c.Count > 0).ToList();
        var readers = dates.Select(c => Readers(c).ToList()).Where(r => r.Count > 0).ToList();
        var patterns = new List<string>();
        foreach (var reader in readers.OrderBy(r => r.Count))
        {
            if (!reader.Any(patterns.Contains))
                patterns.Add(reader.FirstOrDefault(r => patterns.Any(p => SameOrder(p, r))) ?? reader[0]);
        }

        return new DateGuess(patterns, patterns.Any(p => TwinOf(p) is { } twin && readers.Where(r => r.Contains(p)).All(r => r.Contains(twin))));
    }

    private static IEnumerable<string> Readers(IReadOnlyList<string> texts) =>
        Candidates.Where(c => texts.All(t => c.Read(Encoding.UTF8.GetBytes(t)) is not null && LooksLike(c, t))).Select(c => c.Text);

    private static bool LooksLike(DatePattern pattern, string text) => pattern.Text switch
    {
        "unix s" => text.Length == 10,
        "unix ms" => text.Length == 13,
        _ => true,
    };

    private static bool SameOrder(string pattern, string other) => pattern[..3] == other[..3];

    private static string? TwinOf(string pattern)
    {
        foreach (var (one, other) in Twins)
        {
            if (pattern.StartsWith(one, StringComparison.Ordinal))
                return other + pattern[one.Length..];
            if (pattern.StartsWith(other, StringComparison.Ordinal))
                return one + pattern[other.Length..];
        }

        return null;
    }

    private static bool IsIso(string text) => IsoMoment.Read(Encoding.UTF8.GetBytes(text)) is not null;

    private static DatePattern Parse(string text) => DatePattern.TryParse(text, out var pattern) ? pattern : throw new ArgumentException($"no pattern: {text}", nameof(text));
}
