using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Conversion;

public sealed class CellConverterTests
{
    private static readonly CellConverters Plain = new(new Conventions(), DateTimeZone.Utc);

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("Yes", true)]
    [InlineData("2", true)]
    [InlineData("0.1", true)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    public void Boolean_KnownTexts_AreTrueOrFalse(string text, bool expected) =>
        Assert.Equal(FieldValue.OfBoolean(expected), Convert(Plain.Of(Entities.Tickets["reopened"], null, null), text));

    [Fact]
    public void Boolean_UnknownWord_IsKeptAndMeansNothing() =>
        Assert.Equal(FieldValue.OfText("maybe"), Convert(Plain.Of(Entities.Tickets["reopened"], null, null), "maybe"));

    [Fact]
    public void Text_Blanks_AreTrimmedAndBlankIsEmpty()
    {
        var converter = Plain.Of(Entities.Deals["owner"], null, null);

        Assert.Equal(FieldValue.OfText("Zoë  X"), Convert(converter, " \tZoë  X\u00A0 "));
        Assert.Equal(FieldValue.Empty, Convert(converter, " \r\n "));
        Assert.Equal(FieldValue.Empty, Convert(converter, "\u00A0"));
    }

    [Fact]
    public void Text_MoreTextsThanAreRemembered_AreAllRight()
    {
        var converter = Plain.Of(Entities.Deals["owner"], null, null);

        for (var i = 0; i < 20_000; i++)
            Assert.Equal(FieldValue.OfText($"owner {i % 5000}"), Convert(converter, $"owner {i % 5000}"));
    }

    [Theory]
    [InlineData("Closed Won", "won")]
    [InlineData("closed_won", "won")]
    [InlineData("Prospecting", "open")]
    [InlineData("", null)]
    public void Map_Keys_CompareLikeTheVocabulary(string text, string? expected)
    {
        var map = new ValueMap([new("closed won", "won"), new("Closed-Lost", "lost")], otherwise: "open");

        var value = Convert(Plain.Of(Entities.Deals["status"], map, null), text);

        Assert.Equal(expected is null ? FieldValue.Empty : FieldValue.OfText(expected), value);
    }

    [Theory]
    [InlineData("55", "1")]
    [InlineData("99.99", "1")]
    [InlineData("100", "2")]
    [InlineData("26768", "3")]
    [InlineData("-1", null)]
    public void Bands_Number_IsTheRankOfItsBand(string price, string? rank)
    {
        var bands = new Bands([(0, "1"), (100, "2"), (1000, "3")]);

        var value = Convert(Plain.Of(Entities.Products["tier_rank"], null, bands), price);

        Assert.Equal(rank is null ? FieldValue.Empty : FieldValue.OfNumber(decimal.Parse(rank, System.Globalization.CultureInfo.InvariantCulture)), value);
    }

    [Fact]
    public void EmptyTexts_AreEmptyCells()
    {
        var converters = new CellConverters(new Conventions { EmptyTexts = ["--", "N/A"] }, DateTimeZone.Utc);

        Assert.Equal(FieldValue.Empty, Convert(converters.Of(Entities.Deals["amount"], null, null), " --"));
        Assert.Equal(FieldValue.Empty, Convert(converters.Of(Entities.Deals["closed_at"], null, null), "N/A"));
    }

    [Fact]
    public void Day_InstantOfADayField_IsItsBusinessDay()
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var converters = new CellConverters(new Conventions(), berlin);

        Assert.Equal(FieldValue.OfDay(new DateOnly(2026, 3, 2)), Convert(converters.Of(Entities.Spend["day"], null, null), "2026-03-01T23:30:00Z"));
    }

    [Fact]
    public void Score_WordForCsat_IsKept_AnotherWordFails()
    {
        var converter = Plain.Of(Entities.Surveys["score"], null, null);

        Assert.Equal(FieldValue.OfText("Good"), Convert(converter, "Good"));
        Assert.Equal(FieldValue.OfNumber(9), Convert(converter, "9"));
        Assert.Null(Convert(converter, "great"));
    }

    private static FieldValue? Convert(CellConverter converter, string text) =>
        converter.TryConvert(Encoding.UTF8.GetBytes(text), out var value) ? value : null;
}
