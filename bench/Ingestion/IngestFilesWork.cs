using System.Collections.Concurrent;
using System.Globalization;
using CrmServerless.Bench.Company;
using CrmServerless.Bench.Workers;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Writing;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using NodaTime;

namespace CrmServerless.Bench.Ingestion;

/// <summary>Ingestion without a storage service, from files to a <see cref="SegmentFolder"/>, so that what storage takes is told apart.</summary>
internal static class IngestFilesWork
{
    /// <summary>Each entity has one file, and all files are one delivery.</summary>
    /// <param name="arguments">How many files at a time; the folder to write to; the folder to read from; files in it as `{source}/{path}`.</param>
    public static async Task<Measured> RunAsync(string[] arguments)
    {
        var (store, folder) = (new SegmentFolder(arguments[1]), arguments[2]);
        var (state, runs) = (store.State, new ConcurrentBag<(StoredRun Run, long Rows)>());
        var watch = new Watch();
        await Parallel.ForEachAsync(arguments.Skip(3), IngestWork.AtOnce(arguments[0]), async (file, cancellationToken) =>
        {
            await using var tables = (await TableFile.OpenAsync(
                _ => Task.FromResult<Stream>(File.OpenRead(Path.Combine(folder, file))), ".csv", CsvReader.DefaultMaxRowBytes, cancellationToken)).Tables;
            runs.Add(await CopyAsync(tables, InboxPath.OfBlob(file), store.Context, state, cancellationToken));
        });
        store.State = state with { Sequence = state.Sequence + 1, Runs = [.. state.Runs, .. runs.Select(r => r.Run).Where(r => r.Segments.Count > 0)] };
        return Measured.Here(watch, runs.Sum(r => r.Rows));
    }

    private static async Task<(StoredRun Run, long Rows)> CopyAsync(
        TableReader tables, InboxPath file, StoreContext context, ManifestState state, CancellationToken cancellationToken)
    {
        var mapping = MappingCatalogue.Read([], []).Choose(file, "generic", tables.Headers).Mapping!;
        var row = new RowContext(file.Source, DateTimeZone.Utc, DateTimeZone.Utc, context.Clock.GetUtcNow().Ticks, HasFilledModifiedAt: true);
        var table = new TableConversion(tables.Rows, tables.Headers, mapping, row) { KeepsRows = false };
        var rows = new EntityRows(new RowLayout(mapping.Entity, table.Converter.CustomColumns));
        var (count, set) = (0L, string.Create(CultureInfo.InvariantCulture, $"{mapping.Entity.Name}-{state.Sequence + 1}"));
        for (; await table.ReadAsync(cancellationToken) is { } converted; count++)
        {
            rows.Add(converted.Version!);
            if (rows.BufferedBytes >= context.Options.BufferBytes)
                await rows.SpillAsync(context, set, cancellationToken);
        }

        var outcome = await new AdmissionPass(context, set, set).RunAsync(rows, state, cancellationToken);
        var addsUp = mapping.Entity.VersionRule == VersionRule.AddWithinDelivery;
        var run = new StoredRun(mapping.Entity.Name, state.Sequence + 1, state.Sequence + 1, addsUp ? set : null, false, rows.Layout.Custom, outcome.Segments, context.Clock.GetUtcNow());
        return (run, count);
    }
}
