using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>Roles, keys, secrets and what telemetry may hold. Each rule gives what is wrong.</summary>
internal static partial class SecurityRules
{
    // learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> Ids = new()
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["communicationAndEmailServiceOwner"] = "09976791-48a7-449e-bb21-39d1a415f350",
    };

    private static readonly (string Module, string[] Roles)[] Needed =
    [
        ("host-storage", ["storageBlobDataOwner", "storageQueueDataContributor", "storageTableDataContributor"]),
        ("data-storage", ["storageBlobDataOwner", "storageQueueDataContributor", "storageTableDataContributor"]),
        ("key-vault", ["keyVaultSecretsUser"]),
        ("monitoring", ["monitoringMetricsPublisher"]),
        ("mail", ["communicationAndEmailServiceOwner"]),
        ("event-topic", ["storageBlobDataContributor"]),
    ];

    private static readonly (string File, string Text)[] KeysOff =
    [
        ("infra/modules/host-storage.bicep", "allowSharedKeyAccess: false"),
        ("infra/modules/data-storage.bicep", "allowSharedKeyAccess: allowAccountKeys"),
        ("infra/main.bicep", "param allowDataAccountKeys bool = false"),
        ("infra/modules/monitoring.bicep", "DisableLocalAuth: true"),
        ("infra/modules/mail.bicep", "disableLocalAuth: true"),
        ("infra/modules/key-vault.bicep", "enableRbacAuthorization: true"),
        ("infra/modules/function-app.bicep", "httpsOnly: true"),
    ];

    /// <summary>Every role that is needed is assigned, has the id of its name, and a comment that says why.</summary>
    public static IEnumerable<string> Roles(InfraFiles files)
    {
        var missing = Needed.SelectMany(need => need.Roles.Where(role => !Role().Matches(files.Code(Module(need.Module))).Any(match => match.Groups["name"].Value == role))
            .Select(role => $"{need.Module} does not assign {role}"));
        var all = files.Bicep.SelectMany(name => Role().Matches(files.Text(name)).Select(match => (File: name, Name: match.Groups["name"].Value, Id: match.Groups["id"].Value, match.Index)));
        return
        [
            .. missing,
            .. all.Where(role => Ids.GetValueOrDefault(role.Name) != role.Id).Select(role => $"{role.File}: {role.Name} is not {role.Id}"),
            .. all.Where(role => !LineBefore(files.Text(role.File), role.Index).StartsWith("//", StringComparison.Ordinal)).Select(role => $"{role.File}: {role.Name} without a reason"),
        ];
    }

    /// <summary>Keys are off, none is written down, and only the event subscription asks for one.</summary>
    public static IEnumerable<string> Keys(InfraFiles files) =>
    [
        .. KeysOff.Where(off => !files.Code(off.File).Contains(off.Text, StringComparison.Ordinal)).Select(off => $"{off.File} lacks {off.Text}"),
        .. files.Names.Where(name => name.StartsWith("infra/", StringComparison.Ordinal) && name != "infra/README.md" && Literal().IsMatch(files.Code(name))).Select(name => $"{name} holds a key"),
        .. files.Bicep.Where(name => name != "infra/events.bicep" && files.Code(name).Contains("listKeys", StringComparison.OrdinalIgnoreCase)).Select(name => $"{name} asks for keys"),
        .. files.Names.Where(name => name.EndsWith(".bicepparam", StringComparison.Ordinal) && files.Code(name).Contains("allowDataAccountKeys", StringComparison.Ordinal)).Select(name => $"{name} turns account keys on"),
    ];

    /// <summary>Outputs stay in the history of deployments: none holds a secret.</summary>
    public static IEnumerable<string> Outputs(InfraFiles files) => files.Bicep
        .SelectMany(name => files.Code(name).Split('\n').Where(line => line.StartsWith("output ", StringComparison.Ordinal) && Secret().IsMatch(line)).Select(line => $"{name}: {line}"));

    /// <summary>Salesforce's key is in a query string: none reaches telemetry. And how long a function may run is stated.</summary>
    public static IEnumerable<string> Host(InfraFiles files)
    {
        using var host = JsonDocument.Parse(files.Text("host.json"));
        var insights = host.RootElement.GetProperty("logging").GetProperty("applicationInsights");
        if (!host.RootElement.TryGetProperty("functionTimeout", out var timeout) || TimeSpan.Parse(timeout.GetString()!, System.Globalization.CultureInfo.InvariantCulture) > TimeSpan.FromMinutes(60))
            yield return "functionTimeout is not stated, or longer than the hour that an instance is left to finish in";
        if (!IsFalse(insights, "enableQueryStringTracing"))
            yield return "query strings are traced";
        if (!IsFalse(insights, "enableDependencyTracking"))
            yield return "the call of the host to the worker is tracked, with its query string";
        if (!files.Code("functions/Program.cs").Contains("AddFilter(\"Microsoft.AspNetCore\", LogLevel.Warning)", StringComparison.Ordinal))
            yield return "ASP.NET Core logs query strings";
    }

    /// <summary>The runtime is the one that the app is built for.</summary>
    public static IEnumerable<string> Runtime(InfraFiles files)
    {
        var code = files.Code(Module("function-app"));
        var framework = Regex.Match(new Docs.Page("Directory.Build.props").Text, @"<TargetFramework>net(?<version>[\d.]+)<").Groups["version"].Value;
        if (!code.Contains($"name: 'dotnet-isolated', version: '{framework}'", StringComparison.Ordinal))
            yield return $"the runtime is not .NET {framework}";
        if (!code.Contains("tier: 'FlexConsumption', name: 'FC1'", StringComparison.Ordinal))
            yield return "the plan is not Flex Consumption";
    }

    private static string Module(string name) => $"infra/modules/{name}.bicep";

    private static bool IsFalse(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;

    private static string LineBefore(string text, int index) => text[..index].TrimEnd().Split('\n')[^1].Trim();

    [GeneratedRegex(@"(var (?<name>\w+) = |^  (?<name>\w+): )'(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})'", RegexOptions.Multiline)]
    private static partial Regex Role();

    [GeneratedRegex(@"AccountKey=|SharedAccessSignature|InstrumentationKey=|[?&]sig=|'[A-Za-z0-9+/]{40,}={0,2}'")]
    private static partial Regex Literal();

    [GeneratedRegex("listKeys|ConnectionString|InstrumentationKey|password|secret|sharedKey", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
