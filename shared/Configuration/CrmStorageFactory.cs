using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Configuration;

/// <summary>
/// Makes <see cref="CrmStorage"/> from settings, which mean what they mean to the Functions host (Microsoft, 'Connections in Azure
/// Functions'): a connection is either one setting with a connection string, or a group of settings that name the services'
/// addresses and the identity to use.
/// </summary>
public static class CrmStorageFactory
{
    /// <summary>The connection that the Functions host itself uses.</summary>
    public const string DefaultConnection = "AzureWebJobsStorage";

    private const int MostRetries = 6;

    /// <summary>The account of a connection.</summary>
    /// <param name="settings">
    /// App settings. `{name}`: a connection string, or `UseDevelopmentStorage=true`. Otherwise `{name}__blobServiceUri`,
    /// `{name}__tableServiceUri` and `{name}__queueServiceUri`, or `{name}__accountName` for the three in the public cloud; with
    /// `{name}__clientId` the user-assigned identity of that client id, with `{name}__credential` = `managedidentity` the system-assigned
    /// one, with neither whatever identity the environment offers (a developer's sign-in).
    /// </param>
    /// <param name="name">The connection's name.</param>
    /// <exception cref="InvalidOperationException">The settings are missing or incomplete; the message names them, never their values.</exception>
    public static CrmStorage FromSettings(IConfiguration settings, string name = DefaultConnection)
    {
        var text = settings[name] ?? settings.GetConnectionString(name);
        return string.IsNullOrWhiteSpace(text) ? FromIdentity(settings.GetSection(name)) : FromConnectionString(text);
    }

    /// <summary>The account that a connection string names.</summary>
    public static CrmStorage FromConnectionString(string text) => new(
        new BlobServiceClient(text, Patient(new BlobClientOptions())),
        new TableServiceClient(text, Patient(new TableClientOptions())),
        new QueueServiceClient(text, Patient(QueueOptions)));

    private static CrmStorage FromIdentity(IConfigurationSection group)
    {
        var identity = Identity(group);
        return new CrmStorage(
            new BlobServiceClient(Service(group, "blob"), identity, Patient(new BlobClientOptions())),
            new TableServiceClient(Service(group, "table"), identity, Patient(new TableClientOptions())),
            new QueueServiceClient(Service(group, "queue"), identity, Patient(QueueOptions)));
    }

    private static TokenCredential Identity(IConfigurationSection group)
    {
        if (group["clientId"] is { Length: > 0 } clientId)
            return new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));
        return string.Equals(group["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential();
    }

    private static Uri Service(IConfigurationSection group, string service)
    {
        if (group[$"{service}ServiceUri"] is { Length: > 0 } address)
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? uri
                : throw new InvalidOperationException($"The setting {group.Key}__{service}ServiceUri is no https address.");
        }

        return group["accountName"] is { Length: > 0 } account
            ? new Uri($"https://{account}.{service}.core.windows.net")
            : throw new InvalidOperationException(
                $"No storage account is configured: set {group.Key} to a connection string, or {group.Key}__{service}ServiceUri or __accountName.");
    }

    /// <summary>The host writes its messages in Base64.</summary>
    private static QueueClientOptions QueueOptions => new() { MessageEncoding = QueueMessageEncoding.Base64 };

    /// <summary>A nightly run rather waits out a busy server (about two minutes) than fails.</summary>
    private static T Patient<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = MostRetries;
        options.Retry.MaxDelay = TimeSpan.FromSeconds(60);
        return options;
    }
}
