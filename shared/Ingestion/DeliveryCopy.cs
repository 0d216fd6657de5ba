using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Rejects;
using CrmServerless.RecordStore;

namespace CrmServerless.Ingestion;

/// <summary>Copies the rows of a file's tables to the record store and the rejects file, and counts them.</summary>
internal sealed class DeliveryCopy(DeliveryPlan plan, IDeliveryWriter writer, RejectsFile rejects)
{
    private long versions;

    /// <summary>Rows that are used.</summary>
    public long Rows { get; private set; }

    /// <summary>Copies all tables that have a mapping; false when the file must be read again because its modified_at says nothing.</summary>
    public async Task<bool> RunAsync(TableReader tables, CancellationToken cancellationToken)
    {
        foreach (var mapping in plan.Tables)
        {
            if (mapping is not null)
            {
                var table = new TableConversion(tables.Rows, tables.Headers, mapping, plan.Context) { KeepsRows = false };
                await CopyAsync(table, cancellationToken);
                if (table.Converter.HasNothingToBeOlderThan)
                    return false;
            }

            await tables.NextAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>How many rows so many of the versions stand for; a row that is spread over days makes several.</summary>
    public long RowsOf(long ofVersions) => versions == Rows ? ofVersions : versions == 0 ? 0 : (long)((decimal)ofVersions * Rows / versions);

    private async Task CopyAsync(TableConversion table, CancellationToken cancellationToken)
    {
        while (await table.ReadAsync(cancellationToken) is { } row)
        {
            if (row.Version is { } version)
            {
                await AppendAsync(table.Converter, version, cancellationToken);
                Rows++;
            }
            else
            {
                await rejects.AddAsync(row.Rejection!, row.RawText!, cancellationToken);
            }
        }
    }

    private async ValueTask AppendAsync(RowConverter converter, RecordVersion version, CancellationToken cancellationToken)
    {
        if (!converter.IsSpread)
        {
            await writer.AppendAsync(plan.Mapping.Entity, converter.CustomColumns, version, cancellationToken);
            versions++;
            return;
        }

        foreach (var day in converter.Versions(version))
        {
            await writer.AppendAsync(plan.Mapping.Entity, converter.CustomColumns, day, cancellationToken);
            versions++;
        }
    }
}
