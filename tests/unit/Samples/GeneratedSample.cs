using CrmServerless.Samples;

namespace CrmServerless.Tests.Unit.Samples;

/// <summary>The company of the committed size, generated anew, in a folder of its own.</summary>
public sealed class GeneratedSample : IDisposable
{
    public GeneratedSample() => Rows = SampleCompany.Write(SampleOptions.Committed(Folder));

    public string Folder { get; } = Directory.CreateTempSubdirectory("crm-sample-").FullName;

    public IReadOnlyDictionary<string, long> Rows { get; }

    public static string CommittedFolder => Path.Combine(RepositoryRoot(), "samples", "exports");

    public static string ConfigurationFolder => Path.Combine(RepositoryRoot(), "samples", "config");

    /// <summary>Cells of all rows of a file by column.</summary>
    public IEnumerable<Dictionary<string, string>> Read(string file)
    {
        var lines = File.ReadLines(Path.Combine(Folder, file));
        var header = lines.First().Split(',');
        return lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmServerless.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
