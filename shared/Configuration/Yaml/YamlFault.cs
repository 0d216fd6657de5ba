using YamlDotNet.Core;

namespace CrmServerless.Configuration.Yaml;

/// <summary>Turns YamlDotNet's complaint about malformed yaml into words that its author can act on.</summary>
internal static class YamlFault
{
    public static ConfigError Explain(string file, string text, YamlException e)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var line = Math.Clamp((int)e.Start.Line, 1, lines.Length);
        if (FirstTabIndent(lines) is { } tab)
        {
            return new ConfigError(file, tab.Line, tab.Column, "", "a tab", "spaces for indentation");
        }

        return new ConfigError(file, line, Math.Max(1, (int)e.Start.Column), "", Quote(lines[line - 1]), $"valid yaml ({Reason(e)}); check the indentation and quotes from the line above on");
    }

    // A tab is the usual reason, and YamlDotNet complains of the line before or after it: the first one in the file is named.
    private static (int Line, int Column)? FirstTabIndent(string[] lines)
    {
        for (var line = 1; line <= lines.Length; line++)
        {
            var indent = lines[line - 1].Length - lines[line - 1].TrimStart(' ', '\t').Length;
            var tab = lines[line - 1].AsSpan(0, indent).IndexOf('\t');
            if (tab >= 0 && indent < lines[line - 1].Length)
            {
                return (line, tab + 1);
            }
        }

        return null;
    }

    private static string Quote(string line)
    {
        var trimmed = line.Trim();
        return trimmed.Length == 0 ? "an empty line" : $"'{(trimmed.Length > 60 ? trimmed[..60] + "…" : trimmed)}'";
    }

    private static string Reason(YamlException e)
    {
        var message = e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return message.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(message[0]) + message[1..];
    }
}
