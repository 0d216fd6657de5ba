using System.Globalization;
using CrmServerless.Samples;

namespace CrmServerless.Bench.Company;

/// <summary>The made-up company of the samples in any size, generated once and kept in the system's temporary folder.</summary>
/// <param name="Folder">Holds a folder for each source with its csv files.</param>
/// <param name="Files">The files, as `{source}/{file}`, the largest first.</param>
/// <param name="Bytes">Of all files.</param>
internal sealed record GeneratedCompany(string Folder, IReadOnlyList<string> Files, long Bytes)
{
    private const double RowsPerCustomer = 71;

    /// <summary>The company with about so many rows.</summary>
    public static GeneratedCompany OfRows(int rows)
    {
        var customers = (int)(rows / RowsPerCustomer);
        var folder = Path.Combine(Path.GetTempPath(), "crm-bench", string.Create(CultureInfo.InvariantCulture, $"company-{customers}"));
        if (!Directory.Exists(folder))
            Generate(folder, customers);
        var files = Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).ToList();
        return new GeneratedCompany(folder, [.. files.Select(f => Path.GetRelativePath(folder, f))], files.Sum(f => new FileInfo(f).Length));
    }

    /// <summary>The bytes of a file.</summary>
    public Stream Open(string file) => File.OpenRead(Path.Combine(Folder, file));

    /// <summary>Beside its place and moved there, so that what is in its place is complete.</summary>
    private static void Generate(string folder, int customers)
    {
        var partial = folder + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        SampleCompany.Write(SampleOptions.Committed(partial) with { Customers = customers });
        Directory.Move(partial, folder);
    }
}
