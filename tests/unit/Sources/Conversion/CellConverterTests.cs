using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Conversion;

public sealed class CellConverterTests
{
    private static readonly CellConverters Invariant = new(new Conventions(), DateTimeZone.Utc);

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("Yes", true)]
    [InlineData("2", true)]
    [InlineData("0.1", true)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    public void Boolean_KnownTexts_AreTrueOrFalse(string text, bool expected) =>
        Assert.Equal(FieldValue.OfBoolean(expected), Convert(Invariant.Plain(Entities.Tickets["reopened"]), text));

    [Fact]
    public void Boolean_UnknownWord_IsKeptAndMeansNothing() =>
        Assert.Equal(FieldValue.OfText("maybe"), Convert(Invariant.Plain(Entities.Tickets["reopened"]), "maybe"));

    [Fact]
    public void Text_Blanks_AreTrimmedAndBlankIsEmpty()
    {
        var converter = Invariant.Plain(Entities.Deals["owner"]);

        Assert.Equal(FieldValue.OfText("Zoë  X"), Convert(converter, " \tZoë  X\u00A0 "));
        Assert.Equal(FieldValue.Empty, Convert(converter, " \r\n "));
        Assert.Equal(FieldValue.Empty, Convert(converter, "\u00A0"));
    }

    [Fact]
    public void Text_MoreTextsThanAreRemembered_AreAllRight()
    {
        var converter = Invariant.Plain(Entities.Deals["owner"]);

        for (var i = 0; i < 20_000; i++)
            Assert.Equal(FieldValue.OfText($"owner {i % 5000}"), Convert(converter, $"owner {i % 5000}"));
    }

    [Theory]
    [InlineData("https://www.Example.com/about?x=1", "example.com")]
    [InlineData("http://user@shop.example.co.uk:8080", "shop.example.co.uk")]
    [InlineData("BetaPages.com", "betapages.com")]
    [InlineData("www.example.com", "example.com")]
    public void Domain_WebAddress_IsItsDomain(string text, string expected) =>
        Assert.Equal(FieldValue.OfText(expected), Convert(Invariant.Of(Entities.Customers["domain"], new ColumnSource { Form = ColumnForm.Domain }), text));

    [Theory]
    [InlineData("9002;9999", "9002")]
    [InlineData(" ; 9999 ;1", "9999")]
    [InlineData("9002", "9002")]
    [InlineData(";", null)]
    public void Split_SeveralValues_TheFirstThatIsNotBlank(string text, string? expected) =>
        Assert.Equal(expected is null ? FieldValue.Empty : FieldValue.OfText(expected), Convert(Invariant.Of(Entities.Deals["customer_id"], new ColumnSource { Split = ";" }), text));

    [Theory]
    [InlineData("2026-07-01 00:00:00", "2026-07-01")]
    [InlineData("2026-07-01T23:59:00Z", "2026-07-01")]
    [InlineData("2026-07-01", "2026-07-01")]
    public void DayOnly_DateWithATime_IsTheDayAsWritten(string text, string expected)
    {
        var tokyo = new CellConverters(new Conventions { Zone = DateTimeZoneProviders.Tzdb["Asia/Tokyo"] }, DateTimeZone.Utc);

        Assert.Equal(expected, Convert(tokyo.Of(Entities.Deals["closed_at"], new ColumnSource { Form = ColumnForm.Day }), text)?.ToString());
    }

    [Theory]
    [InlineData("001dN00000v2DEw", "001dN00000v2DEwQAM")] // 15 characters: the 3 of the real export's account
    [InlineData("001dN00000v2DEwQAM", "001dN00000v2DEwQAM")]
    [InlineData("001DN00000V2DEWQAM", "001dN00000v2DEwQAM")] // a tool has lost the case
    [InlineData("003dN00000NrnwcQAB", "003dN00000NrnwcQAB")]
    [InlineData("00406ccf-71ec-49f0-afc3-d19dcb01e506", "00406ccf-71ec-49f0-afc3-d19dcb01e506")]
    [InlineData("ACME-1", "ACME-1")]
    public void Ids_Salesforce_FifteenAndEighteenCharactersAreOne(string text, string expected)
    {
        var converters = new CellConverters(new Conventions { Ids = new IdFormat(true, null, []) }, DateTimeZone.Utc);

        Assert.Equal(FieldValue.OfText(expected), Convert(converters.Plain(Entities.Deals["customer_id"]), text));
    }

    [Theory]
    [InlineData("zcrm_4876876000000111", "4876876000000111")]
    [InlineData("4876876000000111", "4876876000000111")]
    [InlineData("0", null)]
    public void Ids_PrefixAndEmptyTexts_AreTakenOff(string text, string? expected)
    {
        var converters = new CellConverters(new Conventions { Ids = new IdFormat(false, "zcrm_", ["0"]) }, DateTimeZone.Utc);

        Assert.Equal(expected is null ? FieldValue.Empty : FieldValue.OfText(expected), Convert(converters.Plain(Entities.Deals["id"]), text));
    }

    [Theory]
    [InlineData("Closed Won (Sales Pipeline)", "won")]
    [InlineData("closed_won", "won")]
    [InlineData("Won back", "open")]
    public void Map_KeyWithAnAsterisk_IsAPattern(string text, string expected)
    {
        var map = new ValueMap([new("closed won*", "won"), new("lost", "lost")], otherwise: "open");

        Assert.Equal(FieldValue.OfText(expected), Convert(Invariant.Of(Entities.Deals["status"], new ColumnSource { Map = map }), text));
    }

    [Theory]
    [InlineData("Closed Won", "won")]
    [InlineData("closed_won", "won")]
    [InlineData("Prospecting", "open")]
    [InlineData("", null)]
    public void Map_Keys_CompareLikeTheVocabulary(string text, string? expected)
    {
        var map = new ValueMap([new("closed won", "won"), new("Closed-Lost", "lost")], otherwise: "open");

        var value = Convert(Invariant.Of(Entities.Deals["status"], new ColumnSource { Map = map }), text);

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

        var value = Convert(Invariant.Of(Entities.Products["tier_rank"], new ColumnSource { Bands = bands }), price);

        Assert.Equal(rank is null ? FieldValue.Empty : FieldValue.OfNumber(decimal.Parse(rank, System.Globalization.CultureInfo.InvariantCulture)), value);
    }

    [Fact]
    public void EmptyTexts_AreEmptyCells()
    {
        var converters = new CellConverters(new Conventions { EmptyTexts = ["--", "N/A"] }, DateTimeZone.Utc);

        Assert.Equal(FieldValue.Empty, Convert(converters.Of(Entities.Deals["amount"], new ColumnSource()), " --"));
        Assert.Equal(FieldValue.Empty, Convert(converters.Of(Entities.Deals["closed_at"], new ColumnSource()), "N/A"));
    }

    [Fact]
    public void Day_InstantOfADayField_IsItsBusinessDay()
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var converters = new CellConverters(new Conventions(), berlin);

        Assert.Equal(FieldValue.OfDay(new DateOnly(2026, 3, 2)), Convert(converters.Plain(Entities.Spend["day"]), "2026-03-01T23:30:00Z"));
    }

    [Fact]
    public void Score_WordForCsat_IsKept_AnotherWordFails()
    {
        var converter = Invariant.Plain(Entities.Surveys["score"]);

        Assert.Equal(FieldValue.OfText("Good"), Convert(converter, "Good"));
        Assert.Equal(FieldValue.OfNumber(9), Convert(converter, "9"));
        Assert.Null(Convert(converter, "great"));
    }

    private static FieldValue? Convert(CellConverter converter, string text) =>
        converter.TryConvert(Encoding.UTF8.GetBytes(text), out var value) ? value : null;
}
