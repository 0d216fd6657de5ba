namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Salesforce ids: 15 characters whose case counts, or the same with 3 more that say which of them are upper case, five each, the
/// first being the lowest bit, as one of A-Z, 0-5. https://help.salesforce.com/s/articleView?id=000385585
/// </summary>
internal static class SalesforceId
{
    private const int ShortLength = 15;
    private const int LongLength = 18;
    private const int GroupLength = 5;
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The 18 characters of an id, its case restored where a tool has lost it; another text stays as it is.</summary>
    public static string Lengthen(string text)
    {
        if (text.Length is not (ShortLength or LongLength) || !text.All(char.IsAsciiLetterOrDigit))
            return text;
        if (text.Length == ShortLength)
            return text + SuffixOf(text);

        var restored = WithCaseOf(text[..ShortLength], text[ShortLength..].ToUpperInvariant());
        return restored is not null ? restored + SuffixOf(restored) : text;
    }

    private static string SuffixOf(string id) => string.Create(LongLength - ShortLength, id, static (suffix, id) =>
    {
        for (var group = 0; group < suffix.Length; group++)
        {
            var bits = 0;
            for (var i = 0; i < GroupLength; i++)
                bits |= char.IsAsciiLetterUpper(id[(group * GroupLength) + i]) ? 1 << i : 0;
            suffix[group] = Digits[bits];
        }
    });

    /// <summary>The id with the case that its suffix states; null when the suffix can't be that of these characters.</summary>
    private static string? WithCaseOf(string id, string suffix)
    {
        var characters = id.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            var bits = Digits.IndexOf(suffix[i / GroupLength], StringComparison.Ordinal);
            var isUpper = bits >= 0 && (bits & (1 << (i % GroupLength))) != 0;
            if (bits < 0 || (isUpper && !char.IsAsciiLetter(characters[i])))
                return null;
            characters[i] = isUpper ? char.ToUpperInvariant(characters[i]) : char.ToLowerInvariant(characters[i]);
        }

        return new string(characters);
    }
}
