using CrmServerless.Kpis.Metrics;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Metrics;

public sealed class MetricKeysTests
{
    // The bytes in hexadecimal as UTF-8 has them.
    [Theory]
    [InlineData("all", "all")]
    [InlineData("a/b\\c#d?e", "a%2Fb%5Cc%23d%3Fe")]
    [InlineData("f|g%h", "f%7Cg%25h")]
    [InlineData("tab\tnext\u0085line", "tab%09next%C2%85line")]
    [InlineData(" blanks at both ends ", " blanks at both ends ")]
    [InlineData("Zürich 東京 𝄞", "Zürich 東京 𝄞")]
    [InlineData("already %2F escaped", "already %252F escaped")]
    public void Escape_Text_IsAKeyAndComesBack(string text, string key)
    {
        Assert.Equal(key, MetricKeys.Escape(text));
        Assert.Equal(text, MetricKeys.Unescape(key));
    }

    [Fact]
    public void Row_SegmentTooLong_EndsInItsHashAndFitsAKey()
    {
        var (one, other) = (MetricKeys.Row(30, new string('x', 600) + "1", new DateOnly(2026, 3, 9)), MetricKeys.Row(30, new string('x', 600) + "2", new DateOnly(2026, 3, 9)));

        Assert.NotEqual(one, other);
        Assert.Matches("^30\\|x{335}~[0-9a-f]{64}\\|09$", one);
    }
}
