namespace CrmServerless.Records;

/// <summary>The words of kpis.md section 2, compared so that case and `_`, space, `-` are alike.</summary>
public static class Vocabulary
{
    /// <summary>Trimmed, lower case, with `_` and space as `-`: the form in which words of the vocabulary are compared.</summary>
    public static string Normalize(string word) =>
        string.Create(word.Trim().Length, word.Trim(), static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = NormalizeCharacter(source[i]);
        });

    /// <summary>True when the text is that word; <paramref name="word"/> is given in normal form. Allocates nothing.</summary>
    public static bool Is(string? text, string word)
    {
        var trimmed = text.AsSpan().Trim();
        if (text is null || trimmed.Length != word.Length)
            return false;

        for (var i = 0; i < trimmed.Length; i++)
        {
            if (NormalizeCharacter(trimmed[i]) != word[i])
                return false;
        }

        return true;
    }

    private static char NormalizeCharacter(char character) => character is '_' or ' ' ? '-' : char.ToLowerInvariant(character);
}
