using CrmServerless.Samples;
using Xunit;

namespace CrmServerless.Tests.Unit.Samples;

public sealed class SampleOptionsTests
{
    [Fact]
    public void Parse_FolderOnly_IsTheCommittedSample() => Assert.Equal(SampleOptions.Committed("there"), SampleOptions.Parse(["--out", "there"]));

    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var options = SampleOptions.Parse(["--out", "there", "--customers", "1000", "--seed", "42", "--from", "2024-01-01", "--to", "2024-12-31"]);

        Assert.Equal(new SampleOptions("there", 1000, 42, new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)), options);
    }

    [Theory]
    [InlineData("--out is missing")]
    [InlineData("--color is unknown", "--out", "there", "--color", "red")]
    [InlineData("--seed needs a value", "--out", "there", "--seed")]
    [InlineData("--customers cannot be 'many'", "--out", "there", "--customers", "many")]
    [InlineData("--customers must be at least 100", "--out", "there", "--customers", "99")]
    [InlineData("--to must be at least 120 days after", "--out", "there", "--from", "2026-10-01")]
    public void Parse_WhatCannotBe_SaysWhy(string reason, params string[] arguments) =>
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => SampleOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_AnotherSizeSeedAndTime_IsInProportion()
    {
        var folder = Directory.CreateTempSubdirectory("crm-sample-");
        try
        {
            var rows = SampleCompany.Write(new SampleOptions(folder.FullName, 800, 9, new DateOnly(2024, 1, 1), new DateOnly(2024, 6, 30)));

            // Twice the committed company: 14.6 leads on each of 130 workdays and 2 on each of 52 weekend days, 2.5 % more on average by growth.
            Assert.InRange(rows["leads.csv"], 2002 * 1.02, 2002 * 1.03);
            Assert.Equal(182, rows["fx_rates.csv"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
