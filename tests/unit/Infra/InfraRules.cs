using System.Text.RegularExpressions;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>What must hold between infra/ and the code. Each rule gives what is wrong.</summary>
internal static partial class InfraRules
{
    private const string App = "infra/modules/function-app.bicep";
    private const string Data = "infra/modules/data-storage.bicep";
    private const string Alerts = "infra/modules/alerts.bicep";
    private const string Events = "infra/events.bicep";

    // Read by the platform, or by Azure.Identity: the app's sources do not name them.
    private static readonly string[] Platform = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID"];

    // For rehearsals; the app refuses to start in Azure with it.
    private const string NeverInAzure = "Clock__StartAt";

    // learn.microsoft.com/azure/azure-functions/functions-app-settings, 'Flex Consumption plan deprecations'; and siteConfig fields that fail there.
    private static readonly string[] RefusedByFlex =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTSHARE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_TIME_ZONE",
        "TZ", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD", "linuxFxVersion", "netFrameworkVersion", "alwaysOn", "ftpsState", "use32BitWorkerProcess", "functionAppScaleLimit",
    ];

    /// <summary>Every setting that the code reads is set, and nobody sets one that nobody reads.</summary>
    public static IEnumerable<string> Settings(InfraFiles files)
    {
        var set = Setting().Matches(Block(files.Code(App), "name: 'appsettings'")).Select(match => match.Groups["name"].Value).ToHashSet();
        var connections = SourceCode.Connections.SelectMany(name => new[] { "blobServiceUri", "queueServiceUri", "tableServiceUri", "credential", "clientId" }.Select(part => $"{name}__{part}"));
        var needed = SourceCode.Settings.Where(name => name != NeverInAzure).Concat(connections).Concat(SourceCode.UsesDefaultCredential ? Platform : Platform[..2]).ToHashSet();
        return [.. needed.Except(set).Select(name => $"setting {name} is not set"), .. set.Except(needed).Select(name => $"setting {name} is read by nobody")];
    }

    /// <summary>Nothing is there that the plan refuses.</summary>
    public static IEnumerable<string> Refused(InfraFiles files) =>
        RefusedByFlex.Where(name => Regex.IsMatch(files.Code(App), $@"^\s*{name}\s*:", RegexOptions.Multiline)).Select(name => $"Flex Consumption refuses {name}");

    /// <summary>Containers, tables and the queue of poison blobs; what has a life cycle, and what must not.</summary>
    public static IEnumerable<string> Storage(InfraFiles files)
    {
        var code = files.Code(Data);
        var (containers, tables) = (Texts(code, "var containers = "), Texts(code, "var tables = "));
        string[] hot = [StorageNames.Records, StorageNames.Config, StorageNames.Notifications];
        return
        [
            .. StorageNames.Containers.Except(containers).Select(name => $"container {name} is not made"),
            .. containers.Except(StorageNames.Containers).Select(name => $"container {name} is nobody's"),
            .. StorageNames.Tables.Except(tables).Select(name => $"table {name} is not made"),
            .. tables.Except(StorageNames.Tables).Select(name => $"table {name} is nobody's"),
            .. code.Contains("'webjobs-blobtrigger-poison'", StringComparison.Ordinal) ? Array.Empty<string>() : ["queue webjobs-blobtrigger-poison is not made"],
            .. hot.Where(name => code.Contains($"{name}/", StringComparison.Ordinal) || code.Contains($"container: '{name}'", StringComparison.Ordinal)).Select(name => $"{name} has a life cycle"),
            .. code.Contains("tierToArchive", StringComparison.Ordinal) ? ["something is archived"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The subscription names a function and a container that are there, and takes finished files only.</summary>
    public static IEnumerable<string> Subscription(InfraFiles files)
    {
        var code = files.Code(Events);
        var (function, inbox, deadLetters) = (Text(code, "functionName"), Text(code, "inbox"), Text(code, "deadLetters"));
        string[] needed =
        [
            "'Microsoft.Storage.BlobCreated'", "'data.api'", "'PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose'", "'data.contentLength', value: 0", "'NumberGreaterThan'",
            "deadLetterWithResourceIdentity", "containers/${inbox}/blobs/", "functionName=Host.Functions.${functionName}&code=",
        ];
        return
        [
            .. SourceCode.EventBlobTriggers.TryGetValue(function, out var container) && container == inbox ? Array.Empty<string>() : [$"no function {function} is triggered by {inbox}"],
            .. inbox == StorageNames.Exports ? Array.Empty<string>() : [$"{inbox} is not the inbox"],
            .. deadLetters == Text(files.Code(Data), "deadLetters") ? Array.Empty<string>() : [$"{deadLetters} is made by nobody"],
            .. needed.Where(text => !code.Contains(text, StringComparison.Ordinal)).Select(text => $"the subscription lacks {text}"),
        ];
    }

    /// <summary>What alerts look for in logs is what the code writes; each says where to look.</summary>
    public static IEnumerable<string> AlertTexts(InfraFiles files)
    {
        var code = files.Code(Alerts);
        var queries = Query().Matches(code).Select(match => match.Groups["query"].Value).ToList();
        var unwritten = queries.Where(query => query.Contains("Message startswith", StringComparison.Ordinal)).Where(query => !SourceCode.LogTemplates.Any(template => Finds(query, template)));
        var unknown = queries.SelectMany(query => RequestName().Matches(query)).Select(match => match.Groups["name"].Value).Where(name => !SourceCode.Functions.Contains(name));
        return
        [
            .. unwritten.Select(query => $"no log line is found by {query}"),
            .. unknown.Select(name => $"no function {name}"),
            .. Says().Matches(code).Select(match => match.Groups["says"].Value).Where(says => !says.Contains("Where to look: ", StringComparison.Ordinal)).Select(says => $"does not say where to look: {says}"),
            .. new[] { "poison-blobs", "no-night", "failed-deliveries", "no-sign-of-life", "dead-letters" }.Where(rule => !code.Contains(rule, StringComparison.Ordinal)).Select(rule => $"no alert {rule}"),
        ];
    }

    private static bool Finds(string query, string template)
    {
        var line = Placeholder().Replace(template.Replace("{State}", nameof(DeliveryState.Dead), StringComparison.Ordinal), "7");
        return line.StartsWith(MessageStart().Match(query).Groups["text"].Value, StringComparison.Ordinal)
            && MessageHas().Matches(query).All(has => line.Contains(has.Groups["text"].Value, StringComparison.Ordinal));
    }

    // From a line on to the end of the file: the settings are the last thing with a body in theirs.
    private static string Block(string code, string from) => code[code.IndexOf(from, StringComparison.Ordinal)..].Split("\noutput ")[0];

    private static string Text(string code, string variable) => Regex.Match(code, $@"^var {variable} = '(?<text>[^']*)'", RegexOptions.Multiline).Groups["text"].Value;

    private static List<string> Texts(string code, string declaration) =>
        [.. Quoted().Matches(code[code.IndexOf(declaration, StringComparison.Ordinal)..].Split('\n')[0]).Select(match => match.Groups["text"].Value)];

    [GeneratedRegex(@"^    (?<name>\w+): ", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("'(?<text>[^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex("query: '(?<query>[^']*)'")]
    private static partial Regex Query();

    [GeneratedRegex("(says|description): '(?<says>[^\n]*)'\n")]
    private static partial Regex Says();

    [GeneratedRegex("and Name == \"(?<name>[^\"]*)\"")]
    private static partial Regex RequestName();

    [GeneratedRegex("Message startswith \"(?<text>[^\"]*)\"")]
    private static partial Regex MessageStart();

    [GeneratedRegex("Message has \"(?<text>[^\"]*)\"")]
    private static partial Regex MessageHas();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
