using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Cli.Local;

/// <summary>Changes one key of a configuration file; everything else stays as its author wrote it.</summary>
internal static class YamlEdit
{
    /// <summary>The text with `segments: [...]` in place of its own.</summary>
    /// <param name="text">The text of a business.yaml, already checked; empty where there is none.</param>
    /// <param name="segments">Dimensions and combinations, e.g. region, region&amp;tier.</param>
    /// <exception cref="CliException">The file is written in one pair of braces.</exception>
    public static string WithSegments(string text, IEnumerable<string> segments) =>
        $"segments: [{string.Join(", ", segments.Select(Quoted))}]\n{Without(text, "segments")}";

    /// <summary>The text without a top-level key and what is under it.</summary>
    /// <exception cref="CliException">The file is written in one pair of braces.</exception>
    public static string Without(string text, string key)
    {
        var entries = YamlDocument.Read("", text, new List<ConfigError>()).Map.Entries;
        if (entries is [{ Key.Column: > 1 }, ..])
        {
            throw new CliException("A configuration file that the tool is to change must have one key to a line, not one pair of braces");
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        if (entries.FirstOrDefault(entry => entry.Key.Text == key) is { } own)
        {
            var next = entries.Where(entry => entry.Key.Line > own.Key.Line).Select(entry => entry.Key.Line).FirstOrDefault(lines.Count + 1);
            lines.RemoveRange(own.Key.Line - 1, next - own.Key.Line);
        }

        return string.Join('\n', lines);
    }

    private static string Quoted(string segment) => $"'{segment.Replace("'", "''", StringComparison.Ordinal)}'";
}
