using Xunit;

namespace CrmServerless.Tests.Unit.Infra;

/// <summary>The Bicep against the code: what holds, and that each rule notices when it doesn't.</summary>
public sealed class InfraTests
{
    private static readonly Dictionary<string, Func<InfraFiles, IEnumerable<string>>> Rules = new()
    {
        ["settings"] = InfraRules.Settings,
        ["refused"] = InfraRules.Refused,
        ["storage"] = InfraRules.Storage,
        ["subscription"] = InfraRules.Subscription,
        ["alerts"] = InfraRules.AlertTexts,
        ["roles"] = SecurityRules.Roles,
        ["keys"] = SecurityRules.Keys,
        ["outputs"] = SecurityRules.Outputs,
        ["host"] = SecurityRules.Host,
        ["runtime"] = SecurityRules.Runtime,
    };

    public static TheoryData<string> RuleNames => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_OfTheFilesAsTheyAre_Holds(string rule) => Assert.Empty(Rules[rule](InfraFiles.Read()));

    [Fact]
    public void Sources_SayWhatTheyReadAndRun()
    {
        Assert.Superset(new HashSet<string>(["KeyVaultUri", "OwnerEmail", "PublicUrl", "Runs__LeaseSeconds", "Smtp__Host", "Smtp__PasswordSecret"]), SourceCode.Settings.ToHashSet());
        Assert.Superset(new HashSet<string>(["IngestExport", "Night", "Outbox", "Webhook"]), SourceCode.Functions.ToHashSet());
        Assert.Equal("crm-exports", SourceCode.EventBlobTriggers["IngestExport"]);
    }

    [Theory]
    [InlineData("settings", "modules/function-app.bicep", "    KeyVaultUri: ", "    KeyVaultUrl: ", "KeyVaultUri is not set")]
    [InlineData("settings", "modules/function-app.bicep", "    Smtp__User: smtp.user\n", "", "Smtp__User is not set")]
    [InlineData("settings", "modules/function-app.bicep", "CrmStorage__queueServiceUri", "CrmStorage__queueUri", "CrmStorage__queueServiceUri is not set")]
    [InlineData("settings", "modules/function-app.bicep", "    AZURE_CLIENT_ID: clientId\n", "", "AZURE_CLIENT_ID is not set")]
    [InlineData("settings", "modules/function-app.bicep", "    OwnerEmail: ", "    Clock__StartAt: '2026-01-01'\n    OwnerEmail: ", "Clock__StartAt is read by nobody")]
    [InlineData("refused", "modules/function-app.bicep", "    OwnerEmail: ", "    FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'\n    OwnerEmail: ", "FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("refused", "modules/function-app.bicep", "    httpsOnly: true", "    httpsOnly: true\n    linuxFxVersion: ''", "linuxFxVersion")]
    [InlineData("storage", "modules/data-storage.bicep", "'crm-rejects', 'crm-records'", "'crm-records'", "container crm-rejects is not made")]
    [InlineData("storage", "modules/data-storage.bicep", "'Outbox', ", "'Outboxes', ", "table Outbox is not made")]
    [InlineData("storage", "modules/data-storage.bicep", "webjobs-blobtrigger-poison", "poison", "queue webjobs-blobtrigger-poison is not made")]
    [InlineData("storage", "modules/data-storage.bicep", "prefixMatch: ['crm-exports/']", "prefixMatch: ['crm-records/']", "crm-records has a life cycle")]
    [InlineData("storage", "modules/data-storage.bicep", "tierToCool", "tierToArchive", "something is archived")]
    [InlineData("subscription", "events.bicep", "'IngestExport'", "'IngestExports'", "no function IngestExports")]
    [InlineData("subscription", "events.bicep", "'crm-exports'", "'crm-export'", "crm-export is not the inbox")]
    [InlineData("subscription", "events.bicep", "'crm-event-deadletters'", "'deadletters'", "deadletters is made by nobody")]
    [InlineData("subscription", "events.bicep", "'PutBlob', ", "", "the subscription lacks")]
    [InlineData("subscription", "events.bicep", "NumberGreaterThan'", "NumberGreaterThanOrEquals'", "the subscription lacks 'NumberGreaterThan'")]
    [InlineData("alerts", "modules/alerts.bicep", "Message has \"computed\"", "Message has \"finished\"", "no log line is found")]
    [InlineData("alerts", "modules/alerts.bicep", "is Dead after try", "is Lost after try", "no log line is found")]
    [InlineData("alerts", "modules/alerts.bicep", "Name == \"Night\"", "Name == \"Nightly\"", "no function Nightly")]
    [InlineData("alerts", "modules/alerts.bicep", "was given up. Where to look: ", "was given up. ", "does not say where to look")]
    [InlineData("roles", "modules/key-vault.bicep", "keyVaultSecretsUser", "keyVaultReader", "does not assign keyVaultSecretsUser")]
    [InlineData("roles", "modules/data-storage.bicep", "'974c5e8b-45b9-4653-ba55-5f855dd0fb88'", "'0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'", "storageQueueDataContributor is not")]
    [InlineData("roles", "modules/host-storage.bicep", "  // The host's diagnostic events (AzureFunctionsDiagnosticEvents…), shown by the portal.\n", "", "without a reason")]
    [InlineData("keys", "modules/host-storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "lacks allowSharedKeyAccess: false")]
    [InlineData("keys", "main.bicep", "param allowDataAccountKeys bool = false", "param allowDataAccountKeys bool = true", "infra/main.bicep lacks")]
    [InlineData("keys", "modules/monitoring.bicep", "    DisableLocalAuth: true\n", "", "lacks DisableLocalAuth")]
    [InlineData("keys", "modules/function-app.bicep", "    OwnerEmail: ownerEmail", "    OwnerEmail: 'AccountName=a;AccountKey=b'", "holds a key")]
    [InlineData("keys", "modules/function-app.bicep", "    OwnerEmail: ownerEmail", "    OwnerEmail: hostStorage.listKeys().keys[0].value", "asks for keys")]
    [InlineData("keys", "prod.bicepparam", "param alwaysReadyHttp = 1", "param allowDataAccountKeys = true", "turns account keys on")]
    [InlineData("outputs", "modules/monitoring.bicep", "output componentName string = component.name", "output connection string = component.properties.ConnectionString", "ConnectionString")]
    [InlineData("runtime", "modules/function-app.bicep", "version: '10.0'", "version: '8.0'", "the runtime is not .NET 10.0")]
    [InlineData("runtime", "modules/function-app.bicep", "name: 'FC1'", "name: 'Y1'", "the plan is not")]
    public void Rule_OfABrokenCopy_SaysWhatIsWrong(string rule, string file, string old, string changed, string problem)
    {
        var problems = Rules[rule](InfraFiles.Read().With($"infra/{file}", old, changed));

        Assert.Contains(problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("host.json", "  \"functionTimeout\": \"01:00:00\",\n", "", "functionTimeout")]
    [InlineData("host.json", "\"functionTimeout\": \"01:00:00\"", "\"functionTimeout\": \"02:00:00\"", "functionTimeout")]
    [InlineData("host.json", "\"enableQueryStringTracing\": false", "\"enableQueryStringTracing\": true", "query strings are traced")]
    [InlineData("host.json", "\"enableDependencyTracking\": false", "\"enableDependencyTracking\": true", "host to the worker")]
    [InlineData("functions/Program.cs", "AddFilter(\"Microsoft.AspNetCore\"", "AddFilter(\"Nobody\"", "ASP.NET Core")]
    public void Host_OfABrokenCopy_SaysWhatIsWrong(string file, string old, string changed, string problem) =>
        Assert.Contains(SecurityRules.Host(InfraFiles.Read().With(file, old, changed)), found => found.Contains(problem, StringComparison.Ordinal));
}
