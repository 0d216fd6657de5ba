namespace CrmServerless.Cli.Local;

/// <summary>A file to be dropped into the inbox.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Source">The source it belongs to.</param>
/// <param name="BlobName">Its name in the inbox: `{source}/…path…/{file}`.</param>
internal sealed record InputFile(string Path, string Source, string BlobName);

/// <summary>A folder of a user's own exports: its subfolders are sources, files directly in it belong to a source of the folder's own name.</summary>
internal static class InputFolder
{
    /// <summary>The files, sorted by blob name; hidden ones (a name that begins with a dot) are left out, at any depth.</summary>
    /// <exception cref="CliException">The folder does not exist, or holds no file.</exception>
    public static IReadOnlyList<InputFile> List(string folder)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists)
        {
            throw new CliException($"There is no folder {folder}");
        }

        var files = root.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (file.FullName, Parts: System.IO.Path.GetRelativePath(root.FullName, file.FullName).Split(System.IO.Path.DirectorySeparatorChar)))
            .Where(file => !file.Parts.Any(part => part.StartsWith('.')))
            .Select(file => Input(root.Name, file.FullName, file.Parts))
            .OrderBy(file => file.BlobName, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new CliException($"There is no file in {folder}");
    }

    private static InputFile Input(string ownName, string path, string[] parts)
    {
        var named = parts.Length == 1 ? [ownName, .. parts] : parts;
        return new InputFile(path, named[0], string.Join('/', named));
    }
}
