using System.Diagnostics.CodeAnalysis;

namespace CrmServerless.Configuration.Yaml;

/// <summary>
/// A map of a configuration file, read key by key. What is wrong is collected, never thrown: the caller gets the fallback and reads on,
/// so that one check names every error of a file. A key with nothing after it counts as absent.
/// </summary>
/// <param name="map">The map.</param>
/// <param name="errors">Receives what is wrong.</param>
public sealed class ConfigSection(ConfigMap map, ICollection<ConfigError> errors)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The map itself, for its position and path.</summary>
    public ConfigMap Map => map;

    /// <summary>Its keys in order.</summary>
    public IEnumerable<string> Keys => map.Entries.Select(e => e.Key.Text);

    /// <summary>Whether the key is there with something after it; makes the key known.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The raw value of a key, or null when absent; makes the key known. For values that may have several shapes.</summary>
    public ConfigNode? Node(string key)
    {
        known.Add(key);
        return map.Entries.FirstOrDefault(e => e.Key.Text == key)?.Value is { } node and not ConfigScalar { IsNothing: true } ? node : null;
    }

    /// <summary>A key's value, or the fallback when the key is absent or its value wrong.</summary>
    public T Value<T>(string key, ConfigType<T> type, T fallback)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Node(key) is { } node && type.TryRead(node, errors, out var value) ? value : fallback;
    }

    /// <summary>A key's value, or null when the key is absent or its value wrong.</summary>
    public T? Optional<T>(string key, ConfigType<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(type);
        return Node(key) is { } node && type.TryRead(node, errors, out var value) ? value : null;
    }

    /// <summary>A key's value, or null when the key is absent or its value wrong.</summary>
    public T? OptionalValue<T>(string key, ConfigType<T> type)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(type);
        return Node(key) is { } node && type.TryRead(node, errors, out var value) ? value : null;
    }

    /// <summary>A key's value; false (with an error) when the key is absent or its value wrong.</summary>
    public bool Required<T>(string key, ConfigType<T> type, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (Node(key) is { } node)
        {
            return type.TryRead(node, errors, out value);
        }

        value = default;
        Missing(key, type.Expected);
        return false;
    }

    /// <summary>A list of scalars; a lone scalar is a list of one. Wrong items are errors and left out; an absent key gives the fallback (default: empty).</summary>
    public IReadOnlyList<T> List<T>(string key, ConfigType<T> type, IReadOnlyList<T>? fallback = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (Node(key) is not { } node)
        {
            return fallback ?? [];
        }

        if (node is ConfigMap)
        {
            errors.Add(node.Wrong($"a list, each item {type.Expected}"));
            return fallback ?? [];
        }

        var values = new List<T>();
        foreach (var item in node is ConfigList list ? list.Items : [node])
        {
            if (type.TryRead(item, errors, out var value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>A map of free keys to scalars, in order; wrong values are errors and left out.</summary>
    public IReadOnlyDictionary<string, T> Dictionary<T>(string key, ConfigType<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in Section(key)?.Map.Entries ?? [])
        {
            if (type.TryRead(entry.Value, errors, out var value))
            {
                values.Add(entry.Key.Text, value);
            }
        }

        return values;
    }

    /// <summary>The map under a key; null when absent, or (with an error) when it is no map.</summary>
    public ConfigSection? Section(string key) => Node(key) is { } node ? AsSection(node) : null;

    /// <summary>The maps in the list under a key; items that are no map are errors and left out.</summary>
    public IReadOnlyList<ConfigSection> Sections(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case ConfigList list:
                return [.. list.Items.Select(AsSection).OfType<ConfigSection>()];
            case var other:
                errors.Add(other.Wrong("a list of maps ('- key: value')"));
                return [];
        }
    }

    /// <summary>The maps of this map by their free names, in order; a name with nothing after it is an empty map, values that are no map are errors and left out.</summary>
    public IReadOnlyList<(string Name, ConfigSection Section)> NamedSections()
    {
        known.UnionWith(Keys);
        return [.. map.Entries.Select(e => (e.Key.Text, AsSection(NothingIsEmpty(e))!)).Where(e => e.Item2 is not null)];
    }

    /// <summary>Adds an error at the key's value, or at this map when the key is absent.</summary>
    public void Refuse(string key, string expected)
    {
        if (Node(key) is { } node)
        {
            errors.Add(node.Wrong(expected));
        }
        else
        {
            Missing(key, expected);
        }
    }

    /// <summary>Adds an error at a node within this map.</summary>
    public void Refuse(ConfigNode node, string expected)
    {
        ArgumentNullException.ThrowIfNull(node);
        errors.Add(node.Wrong(expected));
    }

    /// <summary>Reads a list of exactly two scalars; null (with an error) when it is anything else.</summary>
    /// <param name="node">The list, somewhere in this map.</param>
    /// <param name="first">What comes first.</param>
    /// <param name="second">What comes second.</param>
    /// <param name="expected">What the list should be, in words.</param>
    public (T1 First, T2 Second)? Pair<T1, T2>(ConfigNode node, ConfigType<T1> first, ConfigType<T2> second, string expected)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (node is not ConfigList { Items: [var one, var two] })
        {
            Refuse(node, expected);
            return null;
        }

        var firstIsRead = first.TryRead(one, errors, out var a);
        return second.TryRead(two, errors, out var b) && firstIsRead ? (a!, b) : null;
    }

    /// <summary>Reads a scalar within this map; false (with an error) when it is anything else.</summary>
    public bool TryRead<T>(ConfigNode node, ConfigType<T> type, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.TryRead(node, errors, out value);
    }

    /// <summary>A map within this map, as a section; null (with an error) when it is anything else.</summary>
    public ConfigSection? Section(ConfigNode node) => AsSection(node);

    /// <summary>Adds an error for every key that nothing has asked for so far, with the nearest one that was. Call it last.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in map.Entries.Select(e => e.Key).Where(k => !known.Contains(k.Text)))
        {
            var expected = NearestWord.Of(key.Text, known) is { } near ? $"'{near}'" : $"one of {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            errors.Add(new ConfigError(key.File, key.Line, key.Column, key.Path, "an unknown key", expected));
        }
    }

    private static ConfigNode NothingIsEmpty(ConfigEntry entry) =>
        entry.Value is ConfigScalar { IsNothing: true } ? new ConfigMap(entry.Key.File, entry.Key.Line, entry.Key.Column, entry.Key.Path, []) : entry.Value;

    private ConfigSection? AsSection(ConfigNode node)
    {
        if (node is ConfigMap section)
        {
            return new ConfigSection(section, errors);
        }

        errors.Add(node.Wrong("a map of keys and values"));
        return null;
    }

    private void Missing(string key, string expected) =>
        errors.Add(new ConfigError(map.File, map.Line, map.Column, map.Path.Length == 0 ? key : $"{map.Path}.{key}", "nothing", expected));
}
