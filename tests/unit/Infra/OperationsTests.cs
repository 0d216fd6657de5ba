using System.Globalization;
using System.Text.RegularExpressions;
using CrmServerless.Tests.Unit.Docs;
using Xunit;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>The page for operators counts the timers as the code sets them.</summary>
public sealed partial class OperationsTests
{
    private const int DaysOfAMonth = 30;
    private readonly Page operations = new("docs/operations.md");

    [Fact]
    public void Timers_AreCountedAsScheduled()
    {
        var scheduled = SourceCode.Timers.ToDictionary(timer => timer.Key, timer => DaysOfAMonth * RunsOfADay(timer.Value));

        Assert.Equal(scheduled.OrderBy(timer => timer.Key, StringComparer.Ordinal), Rows().Where(row => row.Key != "together").OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(scheduled.Values.Sum(), Rows()["together"]);
    }

    [Fact]
    public void PaidGigabyteSeconds_FollowFromTheTimers()
    {
        // A second each at 2 GB, less what is free.
        var paid = (Rows()["together"] * 2) - 100_000;

        Assert.Contains($"of which {paid.ToString("N0", CultureInfo.InvariantCulture)} are paid: **{(paid * 0.000026m).ToString("0.00", CultureInfo.InvariantCulture)} dollars a month**", operations.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30 * * * * *", 1440)]
    [InlineData("0 2/5 * * * *", 288)]
    [InlineData("0 */15 * * * *", 96)]
    [InlineData("0 10 * * * *", 24)]
    [InlineData("0 40 */6 * * *", 4)]
    public void RunsOfADay_OfASchedule_AreCounted(string schedule, int runs) => Assert.Equal(runs, RunsOfADay(schedule));

    [Fact]
    public void Page_SaysThatItWasNotMeasured_AndTheReadmeThatNothingWasCompiled()
    {
        Assert.Contains("Nothing here was measured", operations.Text, StringComparison.Ordinal);
        Assert.Contains("not compiled", new Page("README.md").Text, StringComparison.Ordinal);
        Assert.Contains("Not compiled", new Page("infra/README.md").Text, StringComparison.Ordinal);
    }

    private Dictionary<string, int> Rows() => Row().Matches(operations.Text)
        .ToDictionary(row => row.Groups["name"].Value, row => int.Parse(row.Groups["runs"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

    // Of the fields only the first three are ever anything but *.
    private static int RunsOfADay(string schedule)
    {
        var fields = schedule.Split(' ');
        Assert.Equal(["*", "*", "*"], fields[3..]);
        return TimesOf(fields[0], 60) * TimesOf(fields[1], 60) * TimesOf(fields[2], 24);
    }

    private static int TimesOf(string field, int values) => field.Split('/') switch
    {
        ["*"] => values,
        ["*", var step] => values / int.Parse(step, CultureInfo.InvariantCulture),
        [var from, var step] => (values - int.Parse(from, CultureInfo.InvariantCulture) + int.Parse(step, CultureInfo.InvariantCulture) - 1) / int.Parse(step, CultureInfo.InvariantCulture),
        _ => 1,
    };

    [GeneratedRegex(@"^\| (?<name>\w+) \| [^|]*\| (?<runs>[\d,]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
