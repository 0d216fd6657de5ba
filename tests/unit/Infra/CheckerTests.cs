using System.Diagnostics;
using CrmServerless.Tests.Support;
using CrmServerless.Tests.Unit.Docs;
using Xunit;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>The Bicep against Azure's resource types, where their checker is at hand.</summary>
public sealed class CheckerTests
{
    private static readonly string Checker = Path.Combine(Path.GetDirectoryName(Page.Root)!, "shared", "bicep", "check.mjs");

    [SkippableFact]
    public void Infra_IsClean()
    {
        var (code, said) = Check(InfraFiles.Read());

        Assert.True(code == 0, said);
    }

    [SkippableTheory]
    [InlineData("infra/modules/function-app.bicep", "    httpsOnly: true", "    httpOnly: true", "BCP089")]
    [InlineData("infra/modules/data-storage.bicep", "param workspaceId string\n", "", "BCP057")]
    [InlineData("infra/main.bicep", "    topicId: topic.outputs.id\n", "", "BCP035")]
    [InlineData("infra/modules/monitoring.bicep", "'3913510d-", "'3913510e-", "role-definition-guid")]
    public void ABrokenCopy_IsNotClean(string file, string old, string changed, string finding)
    {
        var (code, said) = Check(InfraFiles.Read().With(file, old, changed));

        Assert.NotEqual(0, code);
        Assert.Contains(finding, said, StringComparison.Ordinal);
    }

    private static (int Code, string Said) Check(InfraFiles files)
    {
        Skip.IfNot(File.Exists(Checker), $"The checker of Bicep files is not beside the project: {Path.Combine("..", "shared", "bicep", "check.mjs")}");
        using var folder = new TemporaryFolder();
        files.WriteTo(folder.Path);
        using var node = Process.Start(new ProcessStartInfo("node", [Checker, "--strict", Path.Combine(folder.Path, "infra")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync();
        var said = node.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        node.WaitForExit();
        return (node.ExitCode, said);
    }
}
