using System.Text;
using CrmServerless.Sources.Generic;

namespace CrmServerless.Sources.Mappings;

/// <summary>What to say of a file that no mapping fits: what was found, and what would have been understood.</summary>
internal static class MappingAdvice
{
    private const int MostShownHeaders = 20;
    private const int LongestShownHeader = 40;

    /// <summary>In words, with the file's headers but without cells.</summary>
    public static string For(InboxPath file, Headers headers, IEnumerable<Mapping> inScope)
    {
        var text = new StringBuilder("found the columns ").AppendJoin(", ", headers.Names.Where(n => n.Length > 0).Take(MostShownHeaders).Select(Shortened));
        foreach (var mapping in inScope.Where(m => m.Scope.Files.Count > 0))
            text.Append($"; {mapping.Name} is for this file, but expects a column '{Recognition.Missing(mapping, headers)?.First}'");
        if (NearestOf(headers) is var (near, missing))
            text.Append($"; most of them are those of {near.Name}, but that expects a column '{missing}'");
        if (GenericMappings.ByName(file) is { } named)
            text.Append($"; by its name it holds {named.Entity}, but expected a column '{GenericMappings.MissingHeader(named, headers)}'");
        return text.Append($"; expected an export of {string.Join(", ", VendorMappings.Vendors)}, canonical columns of one of {GenericMappings.EntityNames} (named in the file's name, or told by the columns), or a mapping in crm-config/mappings that fits (`crm map` proposes one)").ToString();
    }

    /// <summary>The vendor mapping that knows most of the file's columns, if that is more than half, and what it misses.</summary>
    private static (Mapping Mapping, HeaderNames Missing)? NearestOf(Headers headers)
    {
        var ranked = VendorMappings.All
            .Select(m => (Mapping: m, Missing: Recognition.Missing(m, headers), Recognition.Fit(m, headers).Known))
            .Where(r => r.Missing is not null && r.Known * 2 > headers.NamedPlaces.Count())
            .OrderByDescending(r => r.Known)
            .ToList();
        return ranked.Count == 0 ? null : (ranked[0].Mapping, ranked[0].Missing!);
    }

    private static string Shortened(string header) => header.Length <= LongestShownHeader ? header : header[..LongestShownHeader] + "…";
}
