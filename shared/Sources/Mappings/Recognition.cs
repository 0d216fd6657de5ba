using CrmServerless.Records;

namespace CrmServerless.Sources.Mappings;

/// <summary>Whether a file's headers are those of a mapping, and how well they fit.</summary>
internal static class Recognition
{
    /// <summary>What the mapping names or can't do without and the file lacks; or null.</summary>
    public static HeaderNames? Missing(Mapping mapping, Headers headers)
    {
        if (mapping.Scope.Headers.FirstOrDefault(h => !headers.Has(h)) is { } told)
            return told;

        var needed = mapping.Columns.Where(c => c.Field is not null && EntityIdentity.NeededKey(mapping.Entity).Contains(c.Field)).ToList();
        var id = mapping.Columns.FirstOrDefault(c => c.Name == "id" && EntityIdentity.HasId(mapping.Entity));
        if (id is null || !id.IsIn(headers))
        {
            var key = mapping.Columns.Where(c => mapping.NaturalKey.Contains(c.Name)).ToList();
            needed.AddRange(key);
            if (id is not null && key.Count == 0 && !EntityIdentity.MayBeNamedByContent(mapping.Entity))
                needed.Add(id);
        }

        return needed.FirstOrDefault(c => !c.IsIn(headers)) is { } missing ? new HeaderNames([.. missing.Headers]) : null;
    }

    /// <summary>How many of the mapping's columns the file has.</summary>
    public static int ColumnsFound(Mapping mapping, Headers headers) => mapping.Columns.Count(c => c.IsRead && c.IsIn(headers));

    /// <summary>How many of the file's columns the mapping knows, and how many of those are spelt exactly as the vendor does.</summary>
    public static (int Known, int Exact) Fit(Mapping mapping, Headers headers)
    {
        var spelt = mapping.Columns.SelectMany(c => c.Headers).Concat(mapping.Scope.Headers.SelectMany(h => h.Any)).ToHashSet(StringComparer.Ordinal);
        var known = spelt.Select(Vocabulary.Normalize).ToHashSet(StringComparer.Ordinal);
        var names = headers.NamedPlaces.Select(place => headers.Names[place]).ToList();
        return (
            names.Count(n => known.Contains(Vocabulary.Normalize(n)) || IsIgnored(mapping, n)),
            names.Count(n => spelt.Contains(n) || mapping.Ignored.Any(i => i.Text == n)));
    }

    /// <summary>Whether the mapping knows the column and has no use for it.</summary>
    public static bool IsIgnored(Mapping mapping, string header) => mapping.Ignored.Any(i => i.Matches(header));
}
