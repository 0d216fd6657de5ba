using CrmServerless.Tests.Unit.Docs;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>The files of infra/ with host.json and Program.cs, by path from the project's folder; a copy may differ in one place.</summary>
internal sealed class InfraFiles
{
    private readonly Dictionary<string, string> texts;

    private InfraFiles(Dictionary<string, string> texts) => this.texts = texts;

    /// <summary>As they are.</summary>
    public static InfraFiles Read()
    {
        var names = Directory.EnumerateFiles(Path.Combine(Page.Root, "infra"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Page.Root, path).Replace('\\', '/'))
            .Concat(["host.json", "functions/Program.cs"]);
        return new InfraFiles(names.ToDictionary(name => name, name => new Page(name).Text));
    }

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => texts.Keys;

    /// <summary>The Bicep files.</summary>
    public IEnumerable<string> Bicep => Names.Where(name => name.EndsWith(".bicep", StringComparison.Ordinal));

    /// <summary>A file with its comments.</summary>
    public string Text(string name) => texts[name];

    /// <summary>A file without lines that are comments.</summary>
    public string Code(string name) => string.Join('\n', texts[name].Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    /// <summary>A copy in which a text that is there stands otherwise.</summary>
    public InfraFiles With(string name, string old, string changed)
    {
        if (!texts[name].Contains(old, StringComparison.Ordinal))
            throw new InvalidOperationException($"{name} does not hold '{old}': this mutation proves nothing");
        return new InfraFiles(new(texts) { [name] = texts[name].Replace(old, changed, StringComparison.Ordinal) });
    }

    /// <summary>Writes infra/ into a folder.</summary>
    public void WriteTo(string folder)
    {
        foreach (var name in Names.Where(name => name.StartsWith("infra/", StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, texts[name]);
        }
    }
}
