using CrmServerless.Cli;
using CrmServerless.Cli.Local;
using CrmServerless.Tests.Support;
using Xunit;

namespace CrmServerless.Tests.Unit.Cli;

public sealed class InputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void List_Subfolders_AreSourcesAndFilesBesideThemTheFoldersOwn()
    {
        var root = Path.Combine(folder.Path, "mydata");
        Put("mydata/deals.csv");
        Put("mydata/hubspot/2024/contacts.csv");
        Put("mydata/shop/orders.csv");
        Put("mydata/.DS_Store");
        Put("mydata/.git/config");

        Assert.Equal(
            [("hubspot", "hubspot/2024/contacts.csv"), ("mydata", "mydata/deals.csv"), ("shop", "shop/orders.csv")],
            InputFolder.List(root).Select(f => (f.Source, f.BlobName)));
    }

    [Fact]
    public void List_NothingThere_SaysSo()
    {
        Assert.StartsWith("There is no file in", Assert.Throws<CliException>(() => InputFolder.List(folder.Path)).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no folder", Assert.Throws<CliException>(() => InputFolder.List(Path.Combine(folder.Path, "absent"))).Message, StringComparison.Ordinal);
    }

    private void Put(string name)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }
}
