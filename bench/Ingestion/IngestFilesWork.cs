using CrmServerless.Bench.RecordStore;
using CrmServerless.Bench.Workers;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Writing;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using NodaTime;

namespace CrmServerless.Bench.Ingestion;

/// <summary>The same without a storage service: from files to segments in files, so that what storage takes is told apart.</summary>
internal static class IngestFilesWork
{
    /// <param name="arguments">How many files at a time; a folder to write to; a folder to read from; files in it as `{source}/{path}`.</param>
    public static async Task<Measured> RunAsync(string[] arguments)
    {
        var (target, folder) = (arguments[1], arguments[2]);
        var context = new StoreContext(new FileSegments(target), null!, new RecordStoreOptions(), TimeProvider.System);
        var (watch, rows) = (new Watch(), 0L);
        await Parallel.ForEachAsync(arguments.Skip(3), IngestWork.AtOnce(arguments[0]), async (file, cancellationToken) =>
        {
            await using var tables = (await TableFile.OpenAsync(
                _ => Task.FromResult<Stream>(File.OpenRead(Path.Combine(folder, file))), ".csv", CsvReader.DefaultMaxRowBytes, cancellationToken)).Tables;
            Interlocked.Add(ref rows, await CopyAsync(tables, InboxPath.OfBlob(file), context, cancellationToken));
        });
        return Measured.Here(watch, rows);
    }

    private static async Task<long> CopyAsync(TableReader tables, InboxPath file, StoreContext context, CancellationToken cancellationToken)
    {
        var mapping = MappingCatalogue.Read([], []).Choose(file, "generic", tables.Headers).Mapping!;
        var row = new RowContext(file.Source, DateTimeZone.Utc, DateTimeZone.Utc, 0, HasFilledModifiedAt: true);
        var table = new TableConversion(tables.Rows, tables.Headers, mapping, row) { KeepsRows = false };
        var rows = new EntityRows(new RowLayout(mapping.Entity, table.Converter.CustomColumns));
        var count = 0L;
        for (; await table.ReadAsync(cancellationToken) is { } converted; count++)
        {
            rows.Add(converted.Version!);
            if (rows.BufferedBytes >= context.Options.BufferBytes)
                await rows.SpillAsync(context, mapping.Entity.Name, cancellationToken);
        }

        await new AdmissionPass(context, mapping.Entity.Name, "set").RunAsync(rows, ManifestState.Empty, cancellationToken);
        return count;
    }
}
