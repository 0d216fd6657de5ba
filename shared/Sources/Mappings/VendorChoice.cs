namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Chooses among the vendors' mappings by headers alone. Of those whose telling headers a file has, the source's own vendor's come
/// first, then the one that knows most of the file's columns, then the one whose spelling is the file's, then the one that the file is
/// named for.
/// </summary>
internal static class VendorChoice
{
    /// <summary>The mapping, or which of them fit equally well; null when none fits.</summary>
    public static MappingChoice? Of(InboxPath file, string vendor, Headers headers)
    {
        var fits = VendorMappings.All.Where(m => m.Scope.Headers.Count > 0 && Recognition.Missing(m, headers) is null).ToList();
        if (fits.Count == 0)
            return null;

        var best = fits.GroupBy(m => Rank(m, file, vendor, headers)).OrderByDescending(g => g.Key).First().ToList();
        return best.Count == 1
            ? new MappingChoice(best[0], string.Empty, false)
            : new MappingChoice(null, $"the columns are those of {string.Join(" and ", best.Select(m => m.Name))} alike; name the vendor of source '{file.Source}' in sources.yaml, or the file's entity by a mapping in crm-config/mappings", false);
    }

    private static (bool IsOwnVendor, int Known, int Exact, bool IsNamed) Rank(Mapping mapping, InboxPath file, string vendor, Headers headers)
    {
        var (known, exact) = Recognition.Fit(mapping, headers);
        return (string.Equals(mapping.Vendor, vendor, StringComparison.OrdinalIgnoreCase), known, exact, mapping.Objects.Contains(file.Name, StringComparer.OrdinalIgnoreCase));
    }
}
