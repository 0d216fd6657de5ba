using System.Globalization;
using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Conversion;

public sealed class MomentReaderTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    // Berlin is UTC+1 in winter and UTC+2 in summer. In 2026 its clock goes from 02:00 to 03:00 on 29 March and from 03:00 back to
    // 02:00 on 25 October.
    [Theory]
    [InlineData("2026-01-15T10:00:00", "2026-01-15T09:00:00Z")]
    [InlineData("2026-07-15 10:00", "2026-07-15T08:00:00Z")]
    [InlineData("2026-07-15T10:00:00Z", "2026-07-15T10:00:00Z")]
    [InlineData("2026-07-15T10:00:00+05:30", "2026-07-15T04:30:00Z")]
    [InlineData("2026-07-15T10:00:00.1234567-0800", "2026-07-15T18:00:00.1234567Z")]
    [InlineData("2026-07-15 10:00:00 +02", "2026-07-15T08:00:00Z")]
    [InlineData("20260715T10:00:00,5Z", "2026-07-15T10:00:00.5Z")]
    [InlineData("2026-03-29T01:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")] // does not exist: forward by the gap to 03:30, which is 01:30Z
    [InlineData("2026-03-29T03:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T00:30:00Z")] // occurs twice: the earlier, still summer time
    [InlineData("2026-10-25T03:00:00", "2026-10-25T02:00:00Z")]
    [InlineData("2026-10-25T01:59:59", "2026-10-24T23:59:59Z")]
    [InlineData("1950-06-01T12:00:00", "1950-06-01T11:00:00Z")] // no summer time in 1950
    public void TryRead_IsoWithTime_IsTheInstant(string text, string expected) =>
        Assert.Equal(Instant(expected), Read(new Conventions { Zone = Berlin }, text));

    [Theory]
    [InlineData("2026-02-28")]
    [InlineData("20260228")]
    public void TryRead_IsoDate_IsTheDay(string text) => Assert.Equal(FieldValue.OfDay(new DateOnly(2026, 2, 28)), Read(new Conventions(), text));

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("2026-01-01T24:00:00")]
    [InlineData("2026-01-01T10")]
    [InlineData("2026-01-01T10:60")]
    [InlineData("2026-01-01T10:00:00+19:00")]
    [InlineData("2026-01-01T10:00:00 CET")]
    [InlineData("2026-01-01 10:00 am")]
    [InlineData("01/02/2026")]
    [InlineData("2026-0101")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("yesterday")]
    public void TryRead_NotIso_Fails(string text) => Assert.Null(Read(new Conventions(), text));

    [Theory]
    [InlineData("M/D/YYYY", "3/1/2017", "2017-03-01")]
    [InlineData("M/D/YYYY", "12/31/2017", "2017-12-31")]
    [InlineData("D.M.YYYY", "1.3.2017", "2017-03-01")]
    [InlineData("dd/MM/yy", "01/03/17", "2017-03-01")]
    [InlineData("dd/MM/yy", "01/03/99", "1999-03-01")]
    [InlineData("yyyyMMdd", "20170301", "2017-03-01")]
    [InlineData("MMM D, YYYY", "Mar 1, 2017", "2017-03-01")]
    [InlineData("D MMMM YYYY", "1 march 2017", "2017-03-01")]
    [InlineData("D MMM, YYYY", "1 Sept. , 2017", null)]
    [InlineData("D MMM, YYYY", "1 Sept., 2017", "2017-09-01")]
    [InlineData("ddd, MMM D, YYYY", "Wed, Mar 1, 2017", "2017-03-01")]
    [InlineData("M/D/YYYY", "13/1/2017", null)]
    [InlineData("M/D/YYYY", "1/1/17", null)]
    [InlineData("M/D/YYYY", "2/30/2017", null)]
    [InlineData("M/D/YYYY", "2017-03-01", "2017-03-01")]
    public void TryRead_DatePattern_IsTheDay(string pattern, string text, string? expected)
    {
        var day = expected is null ? (FieldValue?)null : FieldValue.OfDay(DateOnly.Parse(expected, CultureInfo.InvariantCulture));

        Assert.Equal(day, Read(new Conventions { DatePatterns = [Pattern(pattern)] }, text));
    }

    [Theory]
    [InlineData("M/D/YYYY h:mm tt", "3/1/2017 12:05 AM", "2017-03-01T00:05:00Z")]
    [InlineData("M/D/YYYY h:mm tt", "3/1/2017 12:05 pm", "2017-03-01T12:05:00Z")]
    [InlineData("M/D/YYYY h:mm tt", "3/1/2017 9:05 p.m.", "2017-03-01T21:05:00Z")]
    [InlineData("M/D/YYYY h:mm tt", "3/1/2017 13:05 PM", null)]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2017-03-01 23:05:59", "2017-03-01T23:05:59Z")]
    [InlineData("D.M.YYYY 'um' HH:mm", "1.3.2017 um 07:00", "2017-03-01T07:00:00Z")]
    [InlineData("M/D/YYYY HH:mm zzz", "3/1/2017 07:00 -05:00", "2017-03-01T12:00:00Z")]
    [InlineData("unix s", "1488326400", "2017-03-01T00:00:00Z")]
    [InlineData("unix ms", "1488326400250", "2017-03-01T00:00:00.25Z")]
    [InlineData("unix s", "999999999999999", null)]
    public void TryRead_TimePattern_IsTheInstant(string pattern, string text, string? expected) =>
        Assert.Equal(expected is null ? null : Instant(expected), Read(new Conventions { DatePatterns = [Pattern(pattern)] }, text));

    [Theory]
    [InlineData("dd/mm/yyyy")] // m is the minute
    [InlineData("M/YYYY")]
    [InlineData("YYYY-MM-DD mm")]
    [InlineData("YYYY-MM-DD tt")]
    [InlineData("YYYY-MM-DD 'open")]
    [InlineData("")]
    [InlineData("american")]
    public void TryParse_PatternWithoutDayOrHour_Fails(string pattern) => Assert.False(DatePattern.TryParse(pattern, out _));

    private static DatePattern Pattern(string text) => DatePattern.TryParse(text, out var pattern) ? pattern : throw new ArgumentException(text);

    private static FieldValue Instant(string iso) => FieldValue.OfInstant(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture));

    private static FieldValue? Read(Conventions conventions, string text) =>
        new MomentReader(conventions).TryRead(Encoding.UTF8.GetBytes(text), out var value) ? value : null;
}
