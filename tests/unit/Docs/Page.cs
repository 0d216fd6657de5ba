using System.Text.RegularExpressions;

namespace CrmServerless.Tests.Unit.Docs;

/// <summary>A page of the project's documents, taken apart.</summary>
internal sealed partial class Page(string name)
{
    public static string Root { get; } = FindRoot();

    public string Text { get; } = File.ReadAllText(Path.Combine(Root, name)).ReplaceLineEndings("\n");

    /// <summary>The bodies of the fenced blocks of a language.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Fence().Matches(Text).Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["body"].Value)];

    /// <summary>What stands between single backticks outside blocks.</summary>
    public IReadOnlyList<string> Code => [.. Backticks().Matches(Fence().Replace(Text, "")).Select(code => code.Groups["text"].Value)];

    /// <summary>The targets of links to files of the project, without anchors.</summary>
    public IReadOnlyList<string> Links =>
        [.. Link().Matches(Text).Select(link => link.Groups["target"].Value.Split('#')[0]).Where(target => target.Length > 0 && !target.StartsWith("http", StringComparison.Ordinal))];

    /// <summary>Whether that file or folder is in the project.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path.TrimEnd('/')));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmServerless.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
