using CrmServerless.Sources.Mappings;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Mappings;

public sealed class HeadersTests
{
    private static readonly Headers Some = new(["Id", "Create Date", "", "create_date", " Create-Date ", ""], [new("# Start date", "20230101")]);

    [Theory]
    [InlineData("id", 0)]
    [InlineData("Create Date", 1)]
    [InlineData("Create Date#2", 3)]
    [InlineData("Create Date#3", 4)]
    [InlineData("Create Date#4", null)]
    [InlineData("", null)]
    public void Find_NamesThatOccurAgain_AreNumbered(string name, int? place) => Assert.Equal(place, Some.Find(name));

    [Fact]
    public void NamedPlaces_EmptyAndRepeatedNames_AreNone() => Assert.Equal([0, 1], Some.NamedPlaces);

    [Fact]
    public void Has_RemarkOrColumn_IsThere()
    {
        Assert.True(Some.Has(new HeaderNames(["nothing", "# start_date"])));
        Assert.False(Some.Has(new HeaderNames(["Start date"])));
        Assert.Equal("20230101", Some.Remark("# Start date"));
    }
}
