using YamlDotNet.Core;

namespace CrmServerless.Configuration.Yaml;

/// <summary>A parsed configuration file.</summary>
public static class YamlDocument
{
    /// <summary>
    /// Reads yaml text whose top level is a map; an empty file (or one of comments only) is an empty map. What is wrong goes to
    /// <paramref name="errors"/>; yaml that can't be parsed at all gives one error and an empty map.
    /// </summary>
    /// <param name="file">The file's name for errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static ConfigSection Read(string file, string text, ICollection<ConfigError> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        return new ConfigSection(Root(file, text, errors), errors);
    }

    private static ConfigMap Root(string file, string text, ICollection<ConfigError> errors)
    {
        var empty = new ConfigMap(file, 1, 1, "", []);
        try
        {
            switch (new YamlComposer(file, text, errors).Compose())
            {
                case null or ConfigScalar { IsNothing: true }:
                    return empty;
                case ConfigMap map:
                    return map;
                case var other:
                    errors.Add(other.Wrong("a map of keys and values"));
                    return empty;
            }
        }
        catch (YamlException e)
        {
            errors.Add(YamlFault.Explain(file, text, e));
            return empty;
        }
    }
}
