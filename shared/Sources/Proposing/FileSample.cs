using CrmServerless.Sources.Mappings;

namespace CrmServerless.Sources.Proposing;

/// <summary>The beginning of a file's first table.</summary>
/// <param name="FileName">The file's name without folders.</param>
/// <param name="Headers">Its header row.</param>
/// <param name="Rows">Its first rows, cell by cell.</param>
public sealed record FileSample(string FileName, Headers Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The filled cells of a column, trimmed.</summary>
    public IReadOnlyList<string> Filled(int place) => [.. Rows.Where(r => place < r.Count).Select(r => r[place].Trim()).Where(t => t.Length > 0)];
}
