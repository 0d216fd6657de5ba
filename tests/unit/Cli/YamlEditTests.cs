using CrmServerless.Cli;
using CrmServerless.Cli.Local;
using Xunit;

namespace CrmServerless.Tests.Unit.Cli;

public sealed class YamlEditTests
{
    private const string Business = "# how we count\ntimeZone: Europe/Berlin\nsegments:\n  - region   # the four\n  - tier\n\nrunTime: 03:30\n";

    [Fact]
    public void WithSegments_OwnList_IsReplacedAndTheRestKept()
    {
        Assert.Equal("segments: ['owner', 'region&tier']\n# how we count\ntimeZone: Europe/Berlin\nrunTime: 03:30\n", YamlEdit.WithSegments(Business, ["owner", "region&tier"]));
    }

    [Fact]
    public void WithSegments_NoneBefore_IsAdded()
    {
        Assert.Equal("segments: ['owner']\n", YamlEdit.WithSegments("", ["owner"]));
    }

    [Fact]
    public void Without_LastKey_LeavesTheOthers()
    {
        Assert.Equal("a: 1", YamlEdit.Without("a: 1\nquietHours:\n  from: \"20:00\"\n", "quietHours"));
    }

    [Fact]
    public void Without_FileInBraces_IsRefused()
    {
        Assert.Throws<CliException>(() => YamlEdit.Without("{a: 1, b: 2}", "a"));
    }
}
