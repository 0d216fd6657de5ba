namespace CrmServerless.Configuration.Yaml;

/// <summary>A piece of a yaml document with its position.</summary>
/// <param name="File">The file's name as the user knows it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Path">The path of keys to it; empty for the document itself.</param>
public abstract record ConfigNode(string File, int Line, int Column, string Path)
{
    /// <summary>What this is, in words fit for an error: quoted text, 'a list', 'a map', 'nothing'.</summary>
    public abstract string Describe();

    /// <summary>An error at this node's position.</summary>
    public ConfigError Wrong(string expected) => new(File, Line, Column, Path, Describe(), expected);
}

/// <summary>A scalar.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Path">The path of keys to it.</param>
/// <param name="Text">Its text, unescaped, as written otherwise.</param>
/// <param name="Quoted">Whether it was written in quotes or as a block: an empty quoted text is text, an empty plain one is nothing.</param>
public sealed record ConfigScalar(string File, int Line, int Column, string Path, string Text, bool Quoted) : ConfigNode(File, Line, Column, Path)
{
    private const int LongestQuote = 60;

    /// <summary>A key without a value, `~` or `null`.</summary>
    public bool IsNothing => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Describe() => IsNothing ? "nothing" : $"'{Shortened()}'";

    private string Shortened()
    {
        var line = Text.ReplaceLineEndings(" ");
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }
}

/// <summary>A list.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Path">The path of keys to it.</param>
/// <param name="Items">Its items in order.</param>
public sealed record ConfigList(string File, int Line, int Column, string Path, IReadOnlyList<ConfigNode> Items) : ConfigNode(File, Line, Column, Path)
{
    /// <inheritdoc/>
    public override string Describe() => "a list";
}

/// <summary>A map.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Path">The path of keys to it.</param>
/// <param name="Entries">Its entries in order; keys are distinct.</param>
public sealed record ConfigMap(string File, int Line, int Column, string Path, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(File, Line, Column, Path)
{
    /// <inheritdoc/>
    public override string Describe() => "a map";
}

/// <summary>A key of a map and its value.</summary>
/// <param name="Key">The key, with its own position.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigEntry(ConfigScalar Key, ConfigNode Value);
