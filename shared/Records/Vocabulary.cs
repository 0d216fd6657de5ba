namespace CrmServerless.Records;

/// <summary>The words of kpis.md section 2, compared so that case and `_`, space, `-` are alike.</summary>
public static class Vocabulary
{
    /// <summary>Trimmed, lower case, with `_` and space as `-`: the form in which words of the vocabulary are compared.</summary>
    public static string Normalize(string word) =>
        string.Create(word.Trim().Length, word.Trim(), static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = source[i] is '_' or ' ' ? '-' : char.ToLowerInvariant(source[i]);
        });

    /// <summary>True when the text is that word; <paramref name="word"/> is given in normal form.</summary>
    public static bool Is(string? text, string word) => text is not null && string.Equals(Normalize(text), word, StringComparison.Ordinal);
}
