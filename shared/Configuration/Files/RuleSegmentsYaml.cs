using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads segments: `all`, `region=North`, `{each: region}`, or a list of these.</summary>
internal static class RuleSegmentsYaml
{
    /// <summary>The segments under a key of the section, or null when it says none.</summary>
    public static RuleSegments? Read(ConfigSection yaml, string key, ConfigContext context)
    {
        if (yaml.Node(key) is not { } node)
        {
            return null;
        }

        var exactly = new List<string>();
        var each = new List<string>();
        foreach (var item in node is ConfigList list ? list.Items : [node])
        {
            if (item is ConfigMap)
            {
                each.AddRange(Each(yaml.Section(item)!, context));
            }
            else if (yaml.TryRead(item, context.Segment, out var segment))
            {
                exactly.Add(segment);
            }
        }

        return new RuleSegments { Exactly = exactly, Each = each };
    }

    private static IReadOnlyList<string> Each(ConfigSection yaml, ConfigContext context)
    {
        var each = yaml.List("each", context.Dimension);
        yaml.RefuseUnknownKeys();
        return each;
    }
}
