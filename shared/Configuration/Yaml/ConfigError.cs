namespace CrmServerless.Configuration.Yaml;

/// <summary>One thing that is wrong in a configuration file, where, and what would be right.</summary>
/// <param name="File">The file's name as the user knows it, e.g. business.yaml or mappings/acme.yaml.</param>
/// <param name="Line">1-based; 0 when the file as a whole is meant.</param>
/// <param name="Column">1-based; 0 when the file as a whole is meant.</param>
/// <param name="Key">The path of keys to it, e.g. rules[2].benchmark.kind (list places are 1-based); empty when the file as a whole is meant.</param>
/// <param name="Found">What stands there, in words: quoted text, 'a list', 'nothing'.</param>
/// <param name="Expected">What should stand there, in words.</param>
public sealed record ConfigError(string File, int Line, int Column, string Key, string Found, string Expected)
{
    /// <summary>`business.yaml:3:15: activityDays: found 'abc', expected a whole number from 1 to 3650`.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}:{Column}";
        var key = Key.Length == 0 ? "" : $"{Key}: ";
        return $"{place}: {key}found {Found}, expected {Expected}";
    }
}
