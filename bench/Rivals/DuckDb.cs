using CrmServerless.Bench.Workers;
using CrmServerless.Npm;

namespace CrmServerless.Bench.Rivals;

/// <summary>DuckDB, as the tests' independent SQL uses it, in a process of its own with as many threads as it is given.</summary>
internal static class DuckDb
{
    /// <summary>As many as the machine that figures are stated for has cores.</summary>
    public const int Threads = 2;

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "oracle");

    /// <summary>Installs it where it never ran before.</summary>
    public static async Task EnsureAsync()
    {
        var packages = new NpmPackages("oracle", await File.ReadAllTextAsync(Path.Combine(Home, "package.json")), await File.ReadAllTextAsync(Path.Combine(Home, "package-lock.json")));
        var folder = await packages.EnsureAsync(NpmPackages.DefaultCacheFolder, TimeProvider.System);
        var modules = Path.Combine(Home, "node_modules");
        if (!Directory.Exists(modules))
            Directory.CreateSymbolicLink(modules, Path.Combine(folder, "node_modules"));
    }

    /// <summary>Runs a script of bench/Rivals.</summary>
    public static Task<Measured> RunAsync(string script, params string[] arguments) => Worker.RunScriptAsync(Path.Combine(Home, script), arguments);
}
