using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.RecordStore;
using CrmServerless.Records;

namespace CrmServerless.Ingestion.FullExports;

/// <summary>Reads an export once more, for the keys of its records.</summary>
internal sealed class ExportKeys(InboxStore inbox, IngestionSettings settings, EntitySchema entity, IExportSweep sweep)
{
    private readonly int deletedAt = entity["deleted_at"].Index;

    /// <summary>Records that were found.</summary>
    public long Count { get; private set; }

    /// <summary>Rows that can't be used and don't tell which record they are of.</summary>
    public long Unnamed { get; private set; }

    /// <summary>Whether a file is read in another way now than it was ingested: then its keys may be others.</summary>
    public bool IsReadAnew { get; private set; }

    /// <summary>Reads the files of a part that hold the entity.</summary>
    public async Task ReadAsync(ExportPart part, CancellationToken cancellationToken)
    {
        var hashes = part.Rows.Where(r => r.Entity == entity.Name).ToDictionary(r => r.Path, r => r.MappingHash, StringComparer.Ordinal);
        if (hashes.Count == 0)
            return;
        if (!part.Blob.IsArchive)
        {
            await ReadAsync(part.Blob, hashes[part.Blob.File.Path], cancellationToken);
            return;
        }

        var archive = part.Archive ?? await InboxArchive.OpenAsync(inbox, part.Blob, string.Empty, cancellationToken);
        try
        {
            foreach (var member in archive.Members.Where(m => hashes.ContainsKey(m.File.Path)))
                await ReadAsync(member, hashes[member.File.Path], cancellationToken);
        }
        finally
        {
            if (part.Archive is null)
                await archive.DisposeAsync();
        }
    }

    private async Task ReadAsync(InboxBlob file, string? mappingHash, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedFile.OpenAsync(inbox, file, cancellationToken);
        var plan = DeliveryPlan.Of(file, opened.Headers, settings, []);
        IsReadAnew |= plan.MappingHash != mappingHash;
        foreach (var mapping in plan.Tables)
        {
            if (mapping is not null)
                await ReadAsync(new TableConversion(opened.Tables.Rows, opened.Tables.Headers, mapping, plan.Context) { NamesRejected = true }, cancellationToken);
            await opened.Tables.NextAsync(cancellationToken);
        }
    }

    private async Task ReadAsync(TableConversion table, CancellationToken cancellationToken)
    {
        while (await table.ReadAsync(cancellationToken) is { } row)
        {
            if ((row.Version?.Key.Id ?? row.Id) is not { } id)
            {
                Unnamed++;
                continue;
            }

            Count++;
            await sweep.AddAsync(id, row.Version?.Values[deletedAt].HasValue == true, cancellationToken);
        }
    }
}
