using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport, diagnostics and version of a tables client. .NET API page 'TableClientOptions Class'.</summary>
public class TableClientOptions : ClientOptions
{
    private const ServiceVersion LatestVersion = ServiceVersion.V2020_12_06;

    /// <summary>Options for a version of the service; the latest by default.</summary>
    public TableClientOptions(ServiceVersion serviceVersion = LatestVersion)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
    }

    /// <summary>The value of the header x-ms-version.</summary>
    internal string VersionString { get; }

    /// <summary>Versions of the tables service.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first to take Microsoft Entra tokens.</summary>
        V2020_12_06 = 2,
    }
}
