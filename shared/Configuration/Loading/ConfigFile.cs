using System.Text;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Loading;

/// <summary>A configuration file as it lies in the container or folder.</summary>
/// <param name="Name">Its path in there, with slashes, e.g. business.yaml or mappings/acme.yaml.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ConfigFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Larger files are refused; bytes.</summary>
    public const int LargestSize = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the name is one of yaml.</summary>
    public static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its text without a byte order mark; an empty text (with an error) when it is too large or not UTF-8.</summary>
    public string Text(ICollection<ConfigError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (Content.Length > LargestSize)
        {
            errors.Add(new ConfigError(Name, 0, 0, "", "more than 1 MiB", "a configuration file of at most 1 MiB"));
            return "";
        }

        try
        {
            return Strict.GetString(Content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            errors.Add(new ConfigError(Name, LineOf(e.Index), 1, "", "bytes that are no UTF-8", "text saved as UTF-8"));
            return "";
        }
    }

    private int LineOf(int index) => 1 + Content.Span[..Math.Clamp(index, 0, Content.Length)].Count((byte)'\n');
}
