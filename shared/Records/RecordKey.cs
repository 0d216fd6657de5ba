namespace CrmServerless.Records;

/// <summary>
/// What identifies a record within its entity: the inbox source that delivered it and its id there. The id of an entity without
/// `id` is its key fields joined by <see cref="Join"/>.
/// </summary>
/// <param name="Source">The source's name: the first folder of the inbox path.</param>
/// <param name="Id">The id within the source; never empty.</param>
public readonly record struct RecordKey(string Source, string Id)
{
    /// <summary>Joins the parts of a composite key so that different parts never give the same text: `%` and `|` are escaped.</summary>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                text.Append('|');
            text.Append(parts[i].Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal));
        }

        return text.ToString();
    }
}
