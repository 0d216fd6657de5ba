using CrmServerless.Configuration.Yaml;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Yaml;

public sealed class ConfigSectionTests
{
    private readonly List<ConfigError> errors = [];

    private enum Basis
    {
        Recent,
        YearAgo,
    }

    [Fact]
    public void Value_AbsentOrEmptyKey_IsTheFallbackWithoutError()
    {
        var yaml = Read("b:\nc: ~\n");

        Assert.Equal((7, 7, 7), (Int(yaml, "a"), Int(yaml, "b"), Int(yaml, "c")));
        Assert.Null(yaml.Optional("b", ConfigTypes.Text));
        Assert.Null(yaml.OptionalValue("c", ConfigTypes.Date));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("n: 12.5", "f.yaml:1:4: n: found '12.5', expected a whole number from 1 to 365")]
    [InlineData("n: 0", "f.yaml:1:4: n: found '0', expected a whole number from 1 to 365")]
    [InlineData("n: 366", "f.yaml:1:4: n: found '366', expected a whole number from 1 to 365")]
    [InlineData("n: 99999999999", "f.yaml:1:4: n: found '99999999999', expected a whole number from 1 to 365")]
    [InlineData("n: [1]", "f.yaml:1:4: n: found a list, expected a whole number from 1 to 365")]
    [InlineData("n: {a: 1}", "f.yaml:1:4: n: found a map, expected a whole number from 1 to 365")]
    [InlineData("n: \"\"", "f.yaml:1:4: n: found '', expected a whole number from 1 to 365")]
    public void Value_NotAWholeNumberInRange_SaysWhatIsExpected(string text, string expected)
    {
        Assert.Equal(7, Int(Read(text), "n"));
        AssertErrors(expected);
    }

    [Fact]
    public void Value_EveryKind_IsReadInvariantly()
    {
        var yaml = Read("""
            decimal: 1234.5
            number: -0.25
            percent: 12.5%
            bare: 3
            yes: Yes
            time: 03:30
            date: 2024-02-29
            zone: Europe/Berlin
            hours: 36h
            days: 2 d
            word: Year Ago
            empty: ""
            """);

        Assert.Equal(1234.5m, yaml.Value("decimal", ConfigTypes.Decimal(0, 2000), 0));
        Assert.Equal(-0.25, yaml.Value("number", ConfigTypes.Number, 0));
        Assert.Equal(12.5, yaml.Value("percent", ConfigTypes.Percent(0, 100), 0));
        Assert.Equal(3, yaml.Value("bare", ConfigTypes.Percent(0, 100), 0));
        Assert.True(yaml.Value("yes", ConfigTypes.Bool, false));
        Assert.Equal(new TimeOnly(3, 30), yaml.Value("time", ConfigTypes.Time, default));
        Assert.Equal(new DateOnly(2024, 2, 29), yaml.Value("date", ConfigTypes.Date, default));
        Assert.Equal("Europe/Berlin", yaml.Optional("zone", ConfigTypes.Zone)?.Id);
        Assert.Equal(TimeSpan.FromHours(36), yaml.Value("hours", ConfigTypes.Duration, default));
        Assert.Equal(TimeSpan.FromDays(2), yaml.Value("days", ConfigTypes.Duration, default));
        Assert.Equal(Basis.YearAgo, yaml.Value("word", ConfigTypes.Word<Basis>(), default));
        Assert.Equal("", yaml.Value("empty", ConfigTypes.AnyText, "x"));
        Assert.Empty(errors);
    }

    [Fact]
    public void Value_EveryKindWrong_SaysSoWithLineAndColumn()
    {
        var yaml = Read("""
            decimal: 1,234.5
            percent: 120%
            bool: maybe
            time: 3:30
            date: 2023-02-29
            zone: Europe/Berlinn
            duration: 36
            word: year-agoo
            number: NaN
            text: "  "
            """);

        yaml.Value("decimal", ConfigTypes.Decimal(0, 2000), 0);
        yaml.Value("percent", ConfigTypes.Percent(0, 100), 0);
        yaml.Value("bool", ConfigTypes.Bool, false);
        yaml.Value("time", ConfigTypes.Time, default);
        yaml.Value("date", ConfigTypes.Date, default);
        yaml.Optional("zone", ConfigTypes.Zone);
        yaml.Value("duration", ConfigTypes.Duration, default);
        yaml.Value("word", ConfigTypes.Word<Basis>(), default);
        yaml.Value("number", ConfigTypes.Number, 0);
        yaml.Value("text", ConfigTypes.Text, "");

        AssertErrors(
            "f.yaml:1:10: decimal: found '1,234.5', expected a number from 0 to 2000",
            "f.yaml:2:10: percent: found '120%', expected a percentage from 0% to 100%",
            "f.yaml:3:7: bool: found 'maybe', expected true or false",
            "f.yaml:4:7: time: found '3:30', expected a time of day as HH:mm, e.g. 03:30",
            "f.yaml:5:7: date: found '2023-02-29', expected a day as yyyy-MM-dd",
            "f.yaml:6:7: zone: found 'Europe/Berlinn', expected an IANA time zone, e.g. Europe/Berlin; did you mean 'Europe/Berlin'?",
            "f.yaml:7:11: duration: found '36', expected a length of time as a whole number and s, min, h or d, e.g. 36h",
            "f.yaml:8:7: word: found 'year-agoo', expected one of recent, year-ago; did you mean 'year-ago'?",
            "f.yaml:9:9: number: found 'NaN', expected a number, e.g. 12.5",
            "f.yaml:10:7: text: found '  ', expected text");
    }

    [Fact]
    public void Required_Absent_NamesTheMapItIsMissingFrom()
    {
        var rule = Read("rules:\n  - window: 90\n").Sections("rules")[0];

        Assert.False(rule.Required("kpi", ConfigTypes.Text, out _));
        AssertErrors("f.yaml:2:5: rules[1].kpi: found nothing, expected text");
    }

    [Fact]
    public void List_LoneScalar_IsAListOfOne()
    {
        var yaml = Read("one: a\nmany: [a, b]\n");

        Assert.Equal(["a"], yaml.List("one", ConfigTypes.Text));
        Assert.Equal(["a", "b"], yaml.List("many", ConfigTypes.Text));
        Assert.Equal(["z"], yaml.List("absent", ConfigTypes.Text, ["z"]));
        Assert.Empty(errors);
    }

    [Fact]
    public void List_WrongItems_AreErrorsAndLeftOut()
    {
        Assert.Equal([1, 3], Read("n:\n  - 1\n  - two\n  - 3\n  -\n").List("n", ConfigTypes.Int(0, 9)));
        AssertErrors(
            "f.yaml:3:5: n[2]: found 'two', expected a whole number from 0 to 9",
            "f.yaml:5:4: n[4]: found nothing, expected a whole number from 0 to 9");
    }

    [Fact]
    public void Dictionary_MapOfWords_KeepsKeysAsWritten()
    {
        var values = Read("m:\n  GTXPro: GTX Pro\n  \"\": (none)\n").Dictionary("m", ConfigTypes.Text);

        Assert.Equal("GTX Pro", values["GTXPro"]);
        Assert.Equal("(none)", values[""]);
    }

    [Fact]
    public void Sections_NotAListOfMaps_IsAnError()
    {
        var yaml = Read("a: {x: 1}\nb: [1]\nc: x\n");
        yaml.Sections("a");
        yaml.Sections("b");
        yaml.Section("c");

        AssertErrors(
            "f.yaml:1:4: a: found a map, expected a list of maps ('- key: value')",
            "f.yaml:2:5: b[1]: found '1', expected a map of keys and values",
            "f.yaml:3:4: c: found 'x', expected a map of keys and values");
    }

    [Fact]
    public void RefuseUnknownKeys_MisspeltKey_NamesTheNearest()
    {
        var yaml = Read("activtyDays: 3\nsomething: 1\nzone: UTC\n");
        Int(yaml, "activityDays");
        yaml.Optional("zone", ConfigTypes.Zone);
        yaml.RefuseUnknownKeys();

        AssertErrors(
            "f.yaml:1:1: activtyDays: found an unknown key, expected 'activityDays'",
            "f.yaml:2:1: something: found an unknown key, expected one of activityDays, zone");
    }

    [Fact]
    public void NamedSections_FreeNames_AreNotUnknown()
    {
        var yaml = Read("shop:\n  vendor: generic\ncrm:\n");
        var names = yaml.NamedSections().Select(s => s.Name);
        yaml.RefuseUnknownKeys();

        Assert.Equal(["shop", "crm"], names);
        Assert.Empty(errors);
    }

    private static int Int(ConfigSection yaml, string key) => yaml.Value(key, ConfigTypes.Int(1, 365), 7);

    private ConfigSection Read(string text) => YamlDocument.Read("f.yaml", text, errors);

    private void AssertErrors(params string[] expected) => Assert.Equal(expected, errors.Select(e => e.ToString()));
}
