using System.IO.Enumeration;

namespace CrmServerless.Sources.Mappings;

/// <summary>A pattern of file names: * stands for any characters and ? for one, without case. With a slash it is held against the path below the source.</summary>
/// <param name="Text">The pattern as written.</param>
public sealed record FilePattern(string Text)
{
    /// <summary>Whether the file is meant.</summary>
    public bool Matches(InboxPath file) =>
        FileSystemName.MatchesSimpleExpression(Text, Text.Contains('/', StringComparison.Ordinal) ? file.Path : file.FileName, ignoreCase: true);
}
