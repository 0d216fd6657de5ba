namespace CrmServerless.Configuration.Yaml;

/// <summary>Finds what a misspelt word was meant to be.</summary>
public static class NearestWord
{
    /// <summary>The known word with the fewest edits (insert, delete, replace, case ignored) from <paramref name="word"/>, or null when none is near: at most a third of its letters, at least 1.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        var reach = Math.Max(1, word.Length / 3);
        return known.Select(k => (Word: k, Edits: Edits(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Edits <= reach)
            .OrderBy(k => k.Edits).ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word).FirstOrDefault();
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
