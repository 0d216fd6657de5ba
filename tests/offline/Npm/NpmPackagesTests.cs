using System.Diagnostics;
using CrmServerless.Npm;

namespace CrmServerless.Tests.Offline.Npm;

public sealed class NpmPackagesTests : IDisposable
{
    /// <summary>A set of packages that is empty, so that npm has nothing to fetch.</summary>
    private static readonly NpmPackages Empty = new(
        "nothing",
        """{"name":"nothing","version":"1.0.0","private":true}""",
        """{"name":"nothing","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"nothing","version":"1.0.0"}}}""");

    private readonly TemporaryFolder cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_OneInstallsAndAllFindIt()
    {
        var installations = 0;

        var folders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => Empty.EnsureAsync(cache.Path, TimeProvider.System, () => Interlocked.Increment(ref installations)))));

        Assert.Equal(1, installations);
        Assert.True(File.Exists(Path.Combine(Assert.Single(folders.Distinct()), "package-lock.json")));
    }

    [Fact]
    public async Task EnsureAsync_InstallationKilledHalfWay_StartsAfresh()
    {
        var folder = await Empty.EnsureAsync(cache.Path, TimeProvider.System);
        Directory.Move(folder, folder + ".partial");
        await File.WriteAllTextAsync(Path.Combine(folder + ".partial", "remains"), "");

        await Empty.EnsureAsync(cache.Path, TimeProvider.System);

        Assert.False(File.Exists(Path.Combine(folder, "remains")));
    }

    [Fact]
    public async Task EnsureAsync_LockThatDoesNotFitTheManifest_SaysWhatNpmSaid()
    {
        var wrong = Empty with { Manifest = """{"name":"nothing","version":"1.0.0","dependencies":{"left-out":"1.0.0"}}""" };

        var failure = await Assert.ThrowsAsync<NpmException>(() => wrong.EnsureAsync(cache.Path, TimeProvider.System));

        Assert.Contains("left-out", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ProgramMissing_SaysWhatToInstall()
    {
        var failure = Assert.Throws<NpmException>(() => NpmProcess.Start(new ProcessStartInfo("no-such-program-anywhere")));

        Assert.Contains("Node.js", failure.Message, StringComparison.Ordinal);
    }
}
