namespace CrmServerless.Tests.Support;

/// <summary>Real files that lie beside the project and may not be shipped with it.</summary>
public static class SharedData
{
    /// <summary>The folder of `../shared/data` beside the folder that holds the solution, or null where there is none.</summary>
    public static string? Find(string folder)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "CrmServerless.sln")) || directory.Parent is not { } parent)
                continue;

            var data = Path.Combine(parent.FullName, "shared", "data", folder);
            return Directory.Exists(data) ? data : null;
        }

        return null;
    }
}
