using CrmServerless.Configuration.Yaml;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Yaml;

public sealed class YamlDocumentTests
{
    private readonly List<ConfigError> errors = [];

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    public void Read_NothingInTheFile_IsAnEmptyMapWithoutErrors(string text)
    {
        Assert.Empty(Read(text).Keys);
        Assert.Empty(errors);
    }

    [Fact]
    public void Read_NestedLists_KeepsPositionsAndPaths()
    {
        var rules = Read("a: 1\nrules:\n  - kpi: win_rate\n    days: [1, 22]\n").Sections("rules");

        var days = Assert.IsType<ConfigList>(Assert.Single(rules).Node("days"));
        Assert.Equal(("f.yaml", 4, 15, "rules[1].days[2]"), (days.Items[1].File, days.Items[1].Line, days.Items[1].Column, days.Items[1].Path));
        Assert.Empty(errors);
    }

    [Fact]
    public void Read_TopLevelList_IsAnError()
    {
        Read("- a\n- b\n");
        AssertErrors("f.yaml:1:1: found a list, expected a map of keys and values");
    }

    [Fact]
    public void Read_KeyTwice_NamesBothLinesAndKeepsTheFirst()
    {
        var yaml = Read("a: 1\nb: 2\na: 3\n");

        Assert.Equal(1, yaml.Value("a", ConfigTypes.Int(0, 9), 0));
        AssertErrors("f.yaml:3:1: a: found the key a second time, expected it once (first on line 1)");
    }

    [Fact]
    public void Read_TabIndentation_IsNamedWhereItStands()
    {
        Read("a:\n\tb: 1\n");
        AssertErrors("f.yaml:2:1: found a tab, expected spaces for indentation");
    }

    [Fact]
    public void Read_WrongIndentation_NamesTheLine()
    {
        Read("a:\n    b: 1\n  c: 2\n");

        var error = Assert.Single(errors);
        Assert.Equal((3, "'c: 2'"), (error.Line, error.Found));
        Assert.StartsWith("valid yaml (", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_QuoteNotClosed_IsAnErrorWithALine()
    {
        Read("a: 1\nb: \"open\nc: 2\n");

        Assert.InRange(Assert.Single(errors).Line, 2, 4);
    }

    [Fact]
    public void Read_SecondDocument_IsAnError()
    {
        Read("a: 1\n---\nb: 2\n");
        AssertErrors("f.yaml:2:1: found a second document, expected one document (no further '---' line)");
    }

    [Fact]
    public void Read_MapAsKey_IsAnError()
    {
        Read("? {x: 1}\n: 2\n");
        Assert.Contains("a key must be plain text", Assert.Single(errors).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnchorAndAlias_RepeatTheValue()
    {
        Assert.Equal(["x", "y"], Read("a: &list [x, y]\nb: *list\n").List("b", ConfigTypes.Text));
        Assert.Empty(errors);
    }

    [Fact]
    public void Read_AliasToItself_IsAnErrorNotALoop()
    {
        Read("a: &a [*a]\n");
        Assert.Contains("*a refers to nothing above it", Assert.Single(errors).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNesting_IsAnErrorNotAStackOverflow()
    {
        Read("a: " + new string('[', 5000) + new string(']', 5000));
        Assert.Contains("nested too deeply", Assert.Single(errors).Expected, StringComparison.Ordinal);
    }

    private ConfigSection Read(string text) => YamlDocument.Read("f.yaml", text, errors);

    private void AssertErrors(params string[] expected) => Assert.Equal(expected, errors.Select(e => e.ToString()));
}
