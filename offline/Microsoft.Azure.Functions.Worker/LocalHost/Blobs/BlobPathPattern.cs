using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// The path of a blob trigger: container/pattern, where {name} matches any characters including '/', of several tokens the first as many as
/// it can, and {{ }} are braces; a container alone means all its blobs
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#blob-name-patterns">blob name
/// patterns</see>; azure-webjobs-sdk, src/Microsoft.Azure.WebJobs.Host/Bindings/Path/BindingTemplateToken.cs: a token captures '.*').
/// </summary>
internal sealed partial class BlobPathPattern
{
    private readonly Regex? regex;

    private BlobPathPattern(string container, string prefix, Regex? regex)
    {
        Container = container;
        Prefix = prefix;
        this.regex = regex;
    }

    public string Container { get; }

    /// <summary>What every matching blob's name starts with.</summary>
    public string Prefix { get; }

    /// <exception cref="FunctionSetupException">The path has no container, tokens in the container, or unbalanced braces.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash == 0 || slash == path.Length - 1 || path.Length == 0)
        {
            throw new FunctionSetupException($"Invalid blob trigger path '{path}'. Paths must be in the format 'container/blob'.");
        }

        var container = slash < 0 ? path : path[..slash];
        if (container.Contains('{', StringComparison.Ordinal))
        {
            throw new FunctionSetupException($"Invalid blob trigger path '{path}'. Container paths cannot contain {{resolve}} tokens.");
        }

        return slash < 0 ? new BlobPathPattern(container, string.Empty, null) : OfName(container, path[(slash + 1)..]);
    }

    /// <summary>The tokens' values where <paramref name="blobName"/> matches; null where it does not.</summary>
    public IReadOnlyDictionary<string, string>? Match(string blobName)
    {
        if (regex is null) return ImmutableDictionary<string, string>.Empty;
        var match = regex.Match(blobName);
        return match.Success
            ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => group.Value, StringComparer.OrdinalIgnoreCase)
            : null;
    }

    private static BlobPathPattern OfName(string container, string pattern)
    {
        StringBuilder expression = new("^"), prefix = new();
        var literal = true;
        foreach (Match part in Parts().Matches(pattern))
        {
            if (part.Groups["token"] is { Success: true, Value: var token })
            {
                expression.Append($"(?<{token}>.*)");
                literal = false;
                continue;
            }

            var text = TextOf(part, pattern);
            expression.Append(Regex.Escape(text));
            if (literal) prefix.Append(text);
        }

        return new BlobPathPattern(container, prefix.ToString(), new Regex(expression.Append('$').ToString(), RegexOptions.NonBacktracking));
    }

    private static string TextOf(Match part, string pattern) => part.Value switch
    {
        "{{" => "{",
        "}}" => "}",
        [var first, ..] when first is '{' or '}' =>
            throw new FunctionSetupException($"Invalid template '{pattern}': a brace at position {part.Index + 1} is not closed or names no token."),
        var text => text,
    };

    [GeneratedRegex(@"\{\{|\}\}|\{(?<token>[\p{L}_][\p{L}\p{Nd}_]*)\}|[^{}]+|[{}]")]
    private static partial Regex Parts();
}
