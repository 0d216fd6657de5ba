using System.Globalization;
using System.Text;
using CrmServerless.Sources.Conversion;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Conversion;

public sealed class NumberReaderTests
{
    private static readonly NumberFormat German = new(',', '.', ["€", "EUR"], new Dictionary<string, decimal>());
    private static readonly NumberFormat Zoho = new('.', ',', ["$"], new Dictionary<string, decimal> { ["K"] = 1000, ["M"] = 1_000_000 });
    private static readonly NumberFormat Spaced = new(',', ' ', [], new Dictionary<string, decimal>());

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1234.50", "1234.50")]
    [InlineData("-0.01", "-0.01")]
    [InlineData("+5", "5")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("1234567890123456789012345.678", "1234567890123456789012345.678")]
    [InlineData("1,234", null)]
    [InlineData("$5", null)]
    [InlineData("1.2.3", null)]
    [InlineData("-", null)]
    [InlineData("NaN", null)]
    [InlineData("1e40", null)]
    [InlineData("five", null)]
    public void TryRead_Invariant_IsExact(string text, string? expected) => AssertReads(NumberFormat.Invariant, text, expected);

    [Theory]
    [InlineData("1.234,50 €", "1234.50")]
    [InlineData("-1.234.567", "-1234567")]
    [InlineData("EUR 12,5", "12.5")]
    [InlineData("(12,50)", "-12.50")]
    [InlineData("1.5", null)]
    [InlineData("12.34,5", null)]
    [InlineData("1234,5", "1234.5")]
    public void TryRead_GermanMoney_IsTheAmount(string text, string? expected) => AssertReads(German, text, expected);

    [Theory]
    [InlineData("$22,700.00", "22700.00")]
    [InlineData("$1,117.10K", "1117100.00")]
    [InlineData("-$2M", "-2000000")]
    [InlineData("$-2M", "-2000000")]
    [InlineData("9,326.84", "9326.84")]
    [InlineData("1,5", null)]
    [InlineData("9999999999999999999999M", "9999999999999999999999000000")]
    [InlineData("9999999999999999999999999M", null)]
    public void TryRead_ZohoMoney_IsTheAmount(string text, string? expected) => AssertReads(Zoho, text, expected);

    [Theory]
    [InlineData("1\u00A0234,56", "1234.56")]
    [InlineData("1\u202F234\u202F567", "1234567")]
    [InlineData("1 234", "1234")]
    public void TryRead_SpacesOfAnyWidth_Group(string text, string expected) => AssertReads(Spaced, text, expected);

    private static void AssertReads(NumberFormat format, string text, string? expected)
    {
        var isRead = new NumberReader(format).TryRead(Encoding.UTF8.GetBytes(text), out var number);

        Assert.Equal(expected is not null, isRead);
        if (expected is not null)
            Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), number);
    }
}
