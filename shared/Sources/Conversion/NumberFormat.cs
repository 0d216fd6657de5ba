namespace CrmServerless.Sources.Conversion;

/// <summary>How numbers are written beyond plain 1234.5.</summary>
/// <param name="Decimal">The decimal separator: . or ,</param>
/// <param name="Group">What separates thousands: . , ' or a space (of any width); null: nothing does.</param>
/// <param name="Currencies">Symbols or codes that may stand before or after the number and mean nothing: $, €, EUR. With one declared, (5) is -5.</param>
/// <param name="Suffixes">What a letter behind the number multiplies it by: K 1000, M 1000000. Compared without case.</param>
public sealed record NumberFormat(char Decimal, char? Group, IReadOnlyList<string> Currencies, IReadOnlyDictionary<string, decimal> Suffixes)
{
    /// <summary>1234.5 and nothing else.</summary>
    public static NumberFormat Invariant { get; } = new('.', null, [], new Dictionary<string, decimal>());

    /// <summary>True when only plain numbers are read.</summary>
    public bool IsInvariant => Decimal == '.' && Group is null && Currencies.Count == 0 && Suffixes.Count == 0;
}
