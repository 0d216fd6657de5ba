using CrmServerless.Configuration;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("region=North", "region=North")]
    [InlineData("a/b\\c#d?e", "a~2Fb~5Cc~23d~3Fe")]
    [InlineData("100%|~\t\u0085", "100~25~7C~7E~09~85")]
    [InlineData("Zürich & Söhne", "Zürich & Söhne")]
    public void Escape_ForbiddenCharacters_AreTwoHexadecimalDigits(string part, string escaped) => Assert.Equal(escaped, TableKey.Escape(part));

    [Property]
    public void Unescape_WhatWasEscaped_IsTheSame(NonNull<string> part) => Assert.Equal(part.Get, TableKey.Unescape(TableKey.Escape(part.Get)));

    [Theory]
    [InlineData("a~")]
    [InlineData("a~2")]
    [InlineData("a~ZZ")]
    public void Unescape_NotEscapedByUs_IsRefused(string key) => Assert.Throws<FormatException>(() => TableKey.Unescape(key));

    [Fact]
    public void Join_Parts_AreSeparatedByABar() => Assert.Equal("region=A~7CB|90", TableKey.Join("region=A|B", "90"));

    [Fact]
    public void Join_LongParts_FitAndStayApart()
    {
        var first = TableKey.Join(new string('x', 600) + "1");
        var second = TableKey.Join(new string('x', 600) + "2");

        Assert.Equal((512, 512), (first.Length, second.Length));
        Assert.NotEqual(first, second);
    }
}
