using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Storage;

/// <summary>
/// Storage accounts by the name of a setting: a connection string, or a group of settings that names the service for a token of the
/// developer's own (<see href="https://learn.microsoft.com/azure/azure-functions/functions-reference#connections">connections</see>).
/// The setting may have the prefix AzureWebJobs, which wins, or be one of ConnectionStrings.
/// </summary>
internal sealed class StorageConnections(IConfiguration settings)
{
    /// <summary>Messages are base 64, as the genuine extensions write them.</summary>
    private static readonly QueueClientOptions QueueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    /// <summary>The blob service of the connection; null is the host's own storage.</summary>
    /// <exception cref="FunctionSetupException">The setting is missing or names no blob service.</exception>
    public BlobServiceClient Blobs(string? connection)
    {
        var section = SectionOf(connection ?? LocalDefaults.HostStorage);
        return ServiceOf(section, "blob") is { } service
            ? new BlobServiceClient(service, new DefaultAzureCredential())
            : new BlobServiceClient(ConnectionStringOf(section));
    }

    /// <summary>The queue service beside the connection's blobs; that of the host's storage where its settings name none.</summary>
    public QueueServiceClient Queues(string? connection)
    {
        var section = SectionOf(connection ?? LocalDefaults.HostStorage);
        if (section["queueServiceUri"] is null && section["accountName"] is null && string.IsNullOrEmpty(section.Value))
        {
            section = SectionOf(LocalDefaults.HostStorage);
        }

        return ServiceOf(section, "queue") is { } service
            ? new QueueServiceClient(service, new DefaultAzureCredential(), QueueOptions)
            : new QueueServiceClient(ConnectionStringOf(section), QueueOptions);
    }

    /// <summary>The connection strings among these connections and the host's own, each once.</summary>
    public IReadOnlyList<string> Strings(IEnumerable<string?> connections) =>
    [
        .. connections.Append(LocalDefaults.HostStorage)
            .OfType<string>()
            .SelectMany(Candidates)
            .Select(section => section.Value)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal),
    ];

    private IConfigurationSection SectionOf(string name) =>
        Candidates(name).FirstOrDefault()
        ?? throw new FunctionSetupException(
            $"Storage account connection string '{name}' does not exist. Make sure that it is a defined App Setting.");

    private IEnumerable<IConfigurationSection> Candidates(string name) =>
        ((string[])[$"AzureWebJobs{name}", name, $"ConnectionStrings:{name}"]).Select(settings.GetSection).Where(section => section.Exists());

    private static string ConnectionStringOf(IConfigurationSection section) =>
        !string.IsNullOrEmpty(section.Value)
            ? section.Value
            : throw new FunctionSetupException(
                $"The settings {section.Key}__… name no service: set {section.Key} to a connection string, or {section.Key}__blobServiceUri.");

    private static Uri? ServiceOf(IConfigurationSection section, string service)
    {
        var named = section[$"{service}ServiceUri"] ?? (service == "blob" ? section["serviceUri"] : null);
        var uri = named ?? (section["accountName"] is { } account ? $"https://{account}.{service}.core.windows.net" : null);
        if (uri is null) return null;
        return Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            ? parsed
            : throw new FunctionSetupException($"{section.Key}: '{uri}' is no address of a {service} service.");
    }
}
