using System.Text.RegularExpressions;
using CrmServerless.Tests.Unit.Docs;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>What the app's sources say that its deployment must know.</summary>
internal static partial class SourceCode
{
    private static readonly IReadOnlyList<string> Sources = [.. new[] { "shared", "functions" }.SelectMany(FilesOf).Select(File.ReadAllText)];

    /// <summary>The names of the settings that are read one by one, `Smtp__Host`; connections and secrets by name are not among them.</summary>
    public static IReadOnlySet<string> Settings { get; } = Sources.SelectMany(SettingsOf).Select(name => name.Replace(":", "__", StringComparison.Ordinal)).ToHashSet();

    /// <summary>The storage connections that triggers and the app name.</summary>
    public static IReadOnlyList<string> Connections { get; } = [CrmServices.Connection, CrmServerless.Configuration.CrmStorageFactory.DefaultConnection];

    /// <summary>Whether the app asks DefaultAzureCredential for its identity, which finds a user-assigned one by AZURE_CLIENT_ID.</summary>
    public static bool UsesDefaultCredential { get; } = Sources.Any(text => text.Contains("new DefaultAzureCredential()", StringComparison.Ordinal));

    /// <summary>The functions' names.</summary>
    public static IReadOnlySet<string> Functions { get; } = Sources.SelectMany(text => FunctionName().Matches(text)).Select(match => match.Groups["name"].Value).ToHashSet();

    /// <summary>The functions with a blob trigger by Event Grid, with the container.</summary>
    public static IReadOnlyDictionary<string, string> EventBlobTriggers { get; } = Sources
        .Select(text => (Function: FunctionName().Match(text), Trigger: EventBlobTrigger().Match(text)))
        .Where(found => found.Trigger.Success)
        .ToDictionary(found => found.Function.Groups["name"].Value, found => found.Trigger.Groups["container"].Value);

    /// <summary>The schedules of timer functions.</summary>
    public static IReadOnlyDictionary<string, string> Timers { get; } = Sources
        .Select(text => (Function: FunctionName().Match(text), Trigger: TimerTrigger().Match(text)))
        .Where(found => found.Trigger.Success)
        .ToDictionary(found => found.Function.Groups["name"].Value, found => found.Trigger.Groups["schedule"].Value);

    /// <summary>The templates of log lines.</summary>
    public static IReadOnlyList<string> LogTemplates { get; } = [.. Sources.SelectMany(text => LogTemplate().Matches(text)).Select(match => match.Groups["template"].Value)];

    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(Path.Combine(Page.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Page.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> SettingsOf(string text)
    {
        var single = Single().Matches(text).Select(match => match.Groups["name"].Value);
        var constants = Constant().Matches(text).Select(match => match.Groups["name"].Value);
        var sections = Section().Matches(text).SelectMany(section =>
            Regex.Matches(text, $@"\b{section.Groups["variable"].Value}\[""(?<name>\w+)""\]").Select(member => $"{section.Groups["name"].Value}:{member.Groups["name"].Value}"));
        var schedules = Schedule().Matches(text).Select(match => match.Groups["name"].Value);
        return [.. single, .. constants, .. sections, .. schedules];
    }

    [GeneratedRegex(@"\bsettings\[""(?<name>[\w:]+)""\]")]
    private static partial Regex Single();

    [GeneratedRegex(@"const string Setting = ""(?<name>[\w:]+)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"var (?<variable>\w+) = settings\.GetSection\(""(?<name>\w+)""\)")]
    private static partial Regex Section();

    [GeneratedRegex(@"Trigger\(""%(?<name>\w+)%")]
    private static partial Regex Schedule();

    [GeneratedRegex(@"\[Function\(""(?<name>\w+)""\)\]")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"BlobTrigger\(""(?<container>[\w-]+)/[^)]*BlobTriggerSource\.EventGrid")]
    private static partial Regex EventBlobTrigger();

    [GeneratedRegex(@"TimerTrigger\(""(?<schedule>[^""]+)""\)")]
    private static partial Regex TimerTrigger();

    [GeneratedRegex(@"(Log(Information|Warning|Error)\(\s*(e, )?|Message = )""(?<template>[^""]+)""")]
    private static partial Regex LogTemplate();
}
