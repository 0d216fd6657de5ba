using System.Diagnostics.CodeAnalysis;

namespace CrmServerless.Configuration.Yaml;

/// <summary>Reads a scalar's text; false when it is not of the type.</summary>
public delegate bool ScalarReader<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A kind of scalar: what it accepts and how an error says so.</summary>
/// <param name="Expected">What is accepted, in words that follow 'expected'.</param>
/// <param name="Read">Reads the text.</param>
public sealed record ConfigType<T>(string Expected, ScalarReader<T> Read)
{
    /// <summary>The words that a misspelt value may have been meant as; empty: no suggestion.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];

    /// <summary>Whether an empty quoted text is handed to <see cref="Read"/>, rather than being an error.</summary>
    public bool AcceptsEmpty { get; init; }

    /// <summary>Whether a wrong value might be a secret that somebody wrote in the wrong place: then no error quotes it.</summary>
    public bool MayBeSecret { get; init; }

    /// <summary>Reads a node; on anything else than a scalar of this type adds an error and returns false.</summary>
    public bool TryRead(ConfigNode node, ICollection<ConfigError> errors, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(errors);
        value = default;
        if (node is ConfigScalar scalar && !scalar.IsNothing && (AcceptsEmpty || scalar.Text.Length > 0) && Read(scalar.Text, out value))
        {
            return true;
        }

        var error = node.Wrong(Expected + Suggestion(node));
        errors.Add(MayBeSecret && node is ConfigScalar { IsNothing: false } ? error with { Found = "something else (not shown: it may be a secret)" } : error);
        return false;
    }

    private string Suggestion(ConfigNode node) =>
        node is ConfigScalar scalar && NearestWord.Of(scalar.Text, Words) is { } near ? $"; did you mean '{near}'?" : "";
}
