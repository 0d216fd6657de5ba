using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>Kinds of scalars that several files hold.</summary>
internal static partial class CommonTypes
{
    /// <summary>A secret's name (Key Vault's rule). Somebody may write the secret itself here, so a wrong value is never quoted.</summary>
    public static ConfigType<string> SecretName { get; } =
        ConfigTypes.Matching("the name of a secret (letters, digits and -), never the secret itself", SecretNamePattern()) with { MayBeSecret = true };

    /// <summary>An id that keys and references are made of.</summary>
    public static ConfigType<string> Id { get; } = ConfigTypes.Matching("an id of letters, digits, '.', '_' and '-'", IdPattern());

    /// <summary>A distance from a benchmark.</summary>
    public static ConfigType<Margin> Margin { get; } = new("a margin: 10% of the benchmark, 2 deviations, or a number in the KPI's unit", TryMargin);

    private static bool TryMargin(string text, [MaybeNullWhen(false)] out Margin value)
    {
        value = null;
        var match = MarginPattern().Match(text.Trim());
        if (!match.Success || !double.TryParse(match.Groups["amount"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        var unit = match.Groups["unit"].Value switch
        {
            "" => MarginUnit.Absolute,
            "%" => MarginUnit.Percent,
            _ => MarginUnit.Deviations,
        };
        value = new Margin(amount, unit);
        return true;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,127}$")]
    private static partial Regex SecretNamePattern();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^(?<amount>[0-9]+([.][0-9]+)?) *(?<unit>%|deviations?|)$")]
    private static partial Regex MarginPattern();
}
