using System.Diagnostics.CodeAnalysis;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Sources.Mappings;

/// <summary>Reads names of columns and texts with wildcards.</summary>
internal static class HeaderYaml
{
    /// <summary>A text in which * stands for any characters.</summary>
    public static ConfigType<TextPattern> Pattern { get; } =
        new("text, * standing for any characters", static (string text, [MaybeNullWhen(false)] out TextPattern value) => (value = new TextPattern(text)) is not null);

    /// <summary>A list whose items are a name or a list of names for one column: `[Id, [Created, Opened]]`; a lone name is a list of one.</summary>
    public static IReadOnlyList<HeaderNames> Groups(ConfigSection yaml, string key)
    {
        if (yaml.Node(key) is not ConfigList list)
            return [.. yaml.List(key, ConfigTypes.Text).Select(name => new HeaderNames([name]))];

        return [.. list.Items.Select(item => Names(yaml, item)).OfType<HeaderNames>()];
    }

    /// <summary>A name or a list of names for one column; null, with an error, when there is none.</summary>
    public static HeaderNames? Names(ConfigSection yaml, ConfigNode item)
    {
        var names = new List<string>();
        foreach (var name in item is ConfigList list ? list.Items : [item])
        {
            if (yaml.TryRead(name, ConfigTypes.Text, out var text))
                names.Add(text);
        }

        if (item is ConfigList { Items.Count: 0 })
            yaml.Refuse(item, "at least one name");
        return names.Count == 0 ? null : new HeaderNames(names);
    }
}
