using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CrmServerless.Configuration.Yaml;

/// <summary>Makes nodes with positions of YamlDotNet's events: one document, distinct scalar keys, bounded depth.</summary>
internal sealed class YamlComposer(string file, string text, ICollection<ConfigError> errors)
{
    // No configuration needs more; a bound keeps a hostile file from exhausting the stack.
    private const int DeepestNesting = 32;

    private readonly Parser parser = new(new StringReader(text));
    private readonly Dictionary<string, ConfigNode> anchors = [];

    /// <summary>The first document's root, or null for an empty stream.</summary>
    /// <exception cref="YamlException">The text is no yaml.</exception>
    public ConfigNode? Compose()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = Node("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            errors.Add(At(second, "", "a second document", "one document (no further '---' line)"));
        }

        return root;
    }

    private ConfigNode Node(string path, int depth)
    {
        var start = parser.Current!;
        if (depth > DeepestNesting)
        {
            throw new SemanticErrorException(start.Start, start.End, "nested too deeply");
        }

        var node = start switch
        {
            AnchorAlias alias => Aliased(alias),
            Scalar scalar => ScalarOf(scalar, path),
            SequenceStart => ListOf(path, depth),
            MappingStart => MapOf(path, depth),
            _ => throw new SemanticErrorException(start.Start, start.End, "unexpected content"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private ConfigNode Aliased(AnchorAlias alias)
    {
        parser.MoveNext();
        return anchors.TryGetValue(alias.Value.Value, out var node)
            ? node
            : throw new SemanticErrorException(alias.Start, alias.End, $"*{alias.Value.Value} refers to nothing above it");
    }

    private ConfigScalar ScalarOf(Scalar scalar, string path)
    {
        parser.MoveNext();
        return new ConfigScalar(file, Line(scalar), Column(scalar), path, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
    }

    private ConfigList ListOf(string path, int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count + 1}]"), depth + 1));
        }

        return new ConfigList(file, Line(start), Column(start), path, items);
    }

    private ConfigMap MapOf(string path, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<ConfigEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Key(path, depth);
            var value = Node(key.Path, depth + 1);
            if (lines.TryAdd(key.Text, key.Line))
            {
                entries.Add(new ConfigEntry(key, value));
            }
            else
            {
                errors.Add(new ConfigError(file, key.Line, key.Column, key.Path, "the key a second time", $"it once (first on line {lines[key.Text]})"));
            }
        }

        return new ConfigMap(file, Line(start), Column(start), path, entries);
    }

    private ConfigScalar Key(string path, int depth)
    {
        var start = parser.Current!;
        if (Node(path, depth + 1) is not ConfigScalar key)
        {
            throw new SemanticErrorException(start.Start, start.End, "a key must be plain text");
        }

        return key with { Path = path.Length == 0 ? key.Text : $"{path}.{key.Text}" };
    }

    private ConfigError At(ParsingEvent place, string path, string found, string expected) => new(file, Line(place), Column(place), path, found, expected);

    private static int Line(ParsingEvent place) => (int)place.Start.Line;

    private static int Column(ParsingEvent place) => (int)place.Start.Column;
}
