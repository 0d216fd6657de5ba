using CrmServerless.Configuration.Loading;
using CrmServerless.Tests.Support;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Loading;

public sealed class ConfigurationFolderTests
{
    [Fact]
    public async Task Load_FolderWithMappings_NamesFilesWithSlashes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "mappings"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "business.yaml"), "dormantDays: 30");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "mappings", "deals.yaml"), "x: 1");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "README.md"), "not yaml");

        var configuration = await new ConfigurationFolder(folder.Path, Some.Parser()).LoadAsync(default);

        Assert.Equal(30, configuration.Business.DormantDays);
        Assert.Equal("mappings/deals.yaml", Assert.Single(configuration.Mappings).Name);
        Assert.Empty(configuration.Errors);
    }

    [Fact]
    public async Task Load_NoFolder_IsTheDefaults()
    {
        var configuration = await new ConfigurationFolder(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()), Some.Parser()).LoadAsync(default);

        Assert.Empty(configuration.Errors);
        Assert.Equal(90, configuration.Business.DormantDays);
    }
}
