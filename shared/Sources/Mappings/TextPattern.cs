using System.IO.Enumeration;
using CrmServerless.Records;

namespace CrmServerless.Sources.Mappings;

/// <summary>A text in which * stands for any characters and ? for one; compared like the vocabulary (case and `_`, space, `-` alike).</summary>
public sealed record TextPattern
{
    private readonly string normal;

    /// <summary>A pattern as written.</summary>
    public TextPattern(string text)
    {
        Text = text;
        normal = Vocabulary.Normalize(text).Replace("\\", "\\\\", StringComparison.Ordinal);
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether the text as a whole is so.</summary>
    public bool Matches(string text) => FileSystemName.MatchesSimpleExpression(normal, Vocabulary.Normalize(text));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
