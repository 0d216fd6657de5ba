using System.Text.Json;

namespace CrmServerless.Tests.Integration.Cli;

/// <summary>README's first command, with --once: what arrives must be the story of samples/README.md, counted there without the product.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_Once_TellsTheSamplesStoryByMailAndCard()
    {
        using var folder = new TemporaryFolder();

        var demo = await CrmProcess.RunAsync("demo", "--once", "--out", folder.Path);

        Assert.True(demo.ExitCode == 0, demo.Output);
        var mails = Read(folder.Path, "*.txt");
        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.Contains("Win rate North 34 % → 20 % over 90 days", mail, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains("20 % (21 of 104)", mail, StringComparison.Ordinal));
        Assert.Contains("Win rate North 34 % → 20 % over 90 days", Texts(Assert.Single(Read(Path.Combine(folder.Path, "cards"), "*.json"))));
        Assert.Contains("crm/deals.csv                  ingested", demo.Output, StringComparison.Ordinal);
    }

    /// <summary>The strings of a card that say no more than this.</summary>
    private static IReadOnlyList<string> Texts(string card)
    {
        using var document = JsonDocument.Parse(card);
        return [.. Strings(document.RootElement)];
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => element.GetString()!.Split("; "),
        _ => [],
    };

    private static List<string> Read(string folder, string pattern) => [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Select(File.ReadAllText)];
}
