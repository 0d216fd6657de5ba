using System.Text.Json;

namespace CrmServerless.Tests.Unit.Notifications.Messages;

/// <summary>
/// What a card of version 1.4 may hold, of the elements that ours are made of: the properties, types and words of Microsoft's schema explorer (adaptivecards.io/explorer,
/// 'Introduced in' 1.4 or before), and of Teams' own property `msteams`. Whatever isn't listed is an error.
/// </summary>
internal static class CardSchema
{
    private static readonly string[] Spacings = ["Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"];

    private static readonly Dictionary<string, Shape> Shapes = new Dictionary<string, Shape>
    {
        ["AdaptiveCard"] = new(["version"], new()
        {
            ["$schema"] = Uri, ["version"] = Is("1.4"), ["fallbackText"] = Text, ["body"] = ListOf("TextBlock", "Container", "FactSet", "ActionSet"), ["actions"] = ListOf("Action.OpenUrl"),
            ["msteams"] = (json, errors) => Members(json, new() { ["width"] = Is("Full") }, errors),
        }),
        ["TextBlock"] = new(["text"], new()
        {
            ["text"] = Text, ["wrap"] = Flag, ["isSubtle"] = Flag, ["separator"] = Flag, ["spacing"] = Is(Spacings),
            ["size"] = Is("Default", "Small", "Medium", "Large", "ExtraLarge"), ["weight"] = Is("Default", "Lighter", "Bolder"),
            ["color"] = Is("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"),
        }),
        ["Container"] = new(["items"], new()
        {
            ["items"] = ListOf("TextBlock", "Container", "FactSet", "ActionSet"), ["separator"] = Flag, ["spacing"] = Is(Spacings),
            ["style"] = Is("default", "emphasis", "good", "attention", "warning", "accent"),
        }),
        ["FactSet"] = new(["facts"], new() { ["facts"] = Facts, ["separator"] = Flag, ["spacing"] = Is(Spacings) }),
        ["ActionSet"] = new(["actions"], new() { ["actions"] = ListOf("Action.OpenUrl"), ["separator"] = Flag, ["spacing"] = Is(Spacings) }),
        ["Action.OpenUrl"] = new(["url"], new() { ["url"] = Uri, ["title"] = Text, ["iconUrl"] = Uri, ["style"] = Is("default", "positive", "destructive") }),
    };

    private delegate void Rule(JsonElement json, List<string> errors);

    /// <summary>What is wrong with a card; nothing: it is valid.</summary>
    public static IReadOnlyList<string> Errors(JsonElement card)
    {
        var errors = new List<string>();
        Element(card, ["AdaptiveCard"], errors);
        return errors;
    }

    private static void Element(JsonElement json, string[] allowed, List<string> errors)
    {
        var type = json.TryGetProperty("type", out var named) ? named.GetString()! : "";
        if (!allowed.Contains(type))
        {
            errors.Add($"'{type}' where one of {string.Join(", ", allowed)} must be");
            return;
        }

        var shape = Shapes[type];
        errors.AddRange(shape.Required.Where(name => !json.TryGetProperty(name, out _)).Select(name => $"{type} without {name}"));
        Members(json, new(shape.Members) { ["type"] = Text }, errors);
    }

    private static void Members(JsonElement json, Dictionary<string, Rule> members, List<string> errors)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (members.TryGetValue(member.Name, out var rule))
                rule(member.Value, errors);
            else
                errors.Add($"{member.Name} is not known in {json.GetRawText()[..Math.Min(60, json.GetRawText().Length)]}");
        }
    }

    private static Rule ListOf(params string[] types) => (json, errors) =>
    {
        foreach (var element in json.EnumerateArray())
            Element(element, types, errors);
    };

    private static void Facts(JsonElement json, List<string> errors)
    {
        foreach (var fact in json.EnumerateArray())
        {
            Members(fact, new() { ["title"] = Text, ["value"] = Text }, errors);
            if (!fact.TryGetProperty("title", out _) || !fact.TryGetProperty("value", out _))
                errors.Add("a fact without title or value");
        }
    }

    private static void Text(JsonElement json, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.String)
            errors.Add($"{json.GetRawText()} is no text");
    }

    private static void Flag(JsonElement json, List<string> errors)
    {
        if (json.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            errors.Add($"{json.GetRawText()} is neither true nor false");
    }

    private static void Uri(JsonElement json, List<string> errors)
    {
        if (!System.Uri.TryCreate(json.GetString(), UriKind.Absolute, out _))
            errors.Add($"{json.GetRawText()} is no address");
    }

    /// <summary>The schema reads its words whatever their case.</summary>
    private static Rule Is(params string[] words) => (json, errors) =>
    {
        if (!words.Contains(json.GetString(), StringComparer.OrdinalIgnoreCase))
            errors.Add($"{json.GetRawText()} is none of {string.Join(", ", words)}");
    };

    private sealed record Shape(string[] Required, Dictionary<string, Rule> Members);
}
