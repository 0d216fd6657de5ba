using CrmServerless.Ingestion;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Functions;

/// <summary>
/// Ingests a file as soon as it lies in the inbox: `crm-exports/{source}/…/{file}`. Only the fast path; what it misses, the reconciler finds.
/// </summary>
public sealed class IngestExportFunction(IngestionService ingestion, ILogger<IngestExportFunction> logger)
{
    /// <summary>One blob: its path within the container.</summary>
    [Function("IngestExport")]
    public async Task Run(
        [BlobTrigger("crm-exports/{name}", Connection = CrmServices.Connection, Source = BlobTriggerSource.EventGrid)] Stream content, string name, CancellationToken cancellationToken)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
            logger.LogWarning("A file lies in the inbox outside any source's folder and is left alone: expected crm-exports/{{source}}/{{file}}");
        else
            await ingestion.IngestAsync(name[..slash], name[(slash + 1)..], cancellationToken);
    }
}
