using System.Diagnostics;
using CrmServerless.Npm;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>The independent SQL of tests/oracle, run by node on DuckDB.</summary>
internal static class Oracle
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "oracle");

    /// <summary>Runs one of its scripts; DuckDB is installed on the first run.</summary>
    public static async Task RunAsync(string script, params string[] arguments)
    {
        await InstallAsync();
        var start = new ProcessStartInfo("node") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Home, script));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} failed: {await output}{errors}");
    }

    private static async Task InstallAsync()
    {
        var packages = new NpmPackages("oracle", await File.ReadAllTextAsync(Path.Combine(Home, "package.json")), await File.ReadAllTextAsync(Path.Combine(Home, "package-lock.json")));
        var folder = await packages.EnsureAsync(NpmPackages.DefaultCacheFolder, TimeProvider.System);
        var modules = Path.Combine(Home, "node_modules");
        if (!Directory.Exists(modules))
            Directory.CreateSymbolicLink(modules, Path.Combine(folder, "node_modules"));
    }
}
