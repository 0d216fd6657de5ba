using System.Globalization;
using CrmServerless.Samples;

namespace CrmServerless.Bench.Company;

/// <summary>The made-up company of the samples in any size, generated once and kept in the system's temporary folder.</summary>
/// <param name="Folder">Holds a folder for each source with its csv files.</param>
internal sealed record GeneratedCompany(string Folder)
{
    private const double RowsPerCustomer = 71;

    /// <summary>The last day.</summary>
    public static readonly DateOnly LastDay = SampleOptions.Committed(string.Empty).To;

    /// <summary>The files, as `{source}/{file}`, the largest first.</summary>
    public IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).Select(f => Path.GetRelativePath(Folder, f))];

    /// <summary>Of all files.</summary>
    public long Bytes => Files.Sum(f => new FileInfo(Path.Combine(Folder, f)).Length);

    /// <summary>The company with about so many rows.</summary>
    public static GeneratedCompany OfRows(int rows)
    {
        var customers = (int)(rows / RowsPerCustomer);
        var folder = Path.Combine(Path.GetTempPath(), "crm-bench", string.Create(CultureInfo.InvariantCulture, $"company-{customers}"));
        if (!Directory.Exists(folder))
            MakeWhole(folder, partial => SampleCompany.Write(SampleOptions.Committed(partial) with { Customers = customers }));
        return new GeneratedCompany(folder);
    }

    /// <summary>The same files, all of one source, in a folder without further ones.</summary>
    public GeneratedCompany OfOneSource()
    {
        var folder = Folder + "-one";
        if (!Directory.Exists(folder))
        {
            MakeWhole(folder, partial =>
            {
                var source = Directory.CreateDirectory(Path.Combine(partial, "generic")).FullName;
                foreach (var file in Files)
                    File.Copy(Path.Combine(Folder, file), Path.Combine(source, Path.GetFileName(file)));
            });
        }

        return new GeneratedCompany(folder);
    }

    /// <summary>The files' rows but for the last of every hundred, and those, which in nearly all files are the newest.</summary>
    public (GeneratedCompany Before, GeneratedCompany Added) Split()
    {
        var (before, added) = (Folder + "-before", Folder + "-added");
        if (!Directory.Exists(added))
        {
            MakeWhole(before, partial => CopyRows(partial, (row, rows) => row < rows - (rows / 100)));
            MakeWhole(added, partial => CopyRows(partial, (row, rows) => row >= rows - (rows / 100)));
        }

        return (new GeneratedCompany(before), new GeneratedCompany(added));
    }

    /// <summary>The bytes of a file.</summary>
    public Stream Open(string file) => File.OpenRead(Path.Combine(Folder, file));

    private void CopyRows(string folder, Func<int, int, bool> isWanted)
    {
        foreach (var file in Files)
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var lines = File.ReadLines(Path.Combine(Folder, file));
            var rows = lines.Count() - 1;
            File.WriteAllLines(target, lines.Where((_, line) => line == 0 || isWanted(line - 1, rows)));
        }
    }

    /// <summary>Beside its place and moved there, so that what is in its place is complete.</summary>
    private static void MakeWhole(string folder, Action<string> make)
    {
        var partial = folder + ".partial";
        foreach (var old in (string[])[partial, folder])
        {
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        }

        make(partial);
        Directory.Move(partial, folder);
    }
}
