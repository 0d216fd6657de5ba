using System.Globalization;
using System.Text;
using CrmServerless.Azurite;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CrmServerless.Bench.Ingestion;

/// <summary>Measures reading csv, making records of it, and the whole way from the inbox to records that are seen.</summary>
internal static class IngestionBench
{
    private const int Repeats = 3;

    /// <summary>The code alone, from memory.</summary>
    public static async Task ReadingAsync(int rows)
    {
        var file = OrderFile.Make(rows);
        for (var i = 0; i < Repeats; i++)
            await MeasureAsync("csv to cells", file, rows, ReadAsync);
        for (var i = 0; i < Repeats; i++)
            await MeasureAsync("csv to records", file, rows, ConvertAsync);
    }

    /// <summary>Through the local storage server, whose speed is not Azure's.</summary>
    public static async Task OnAzuriteAsync(int rows)
    {
        var account = AzuriteAccount.WithRandomKey("bench");
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = [account] });
        var storage = CrmStorageFactory.FromConnectionString(server.ConnectionStringOf(account));
        await storage.EnsureCreatedAsync(default);
        var file = OrderFile.Make(rows);
        await storage.Container(StorageNames.Exports).GetBlobClient("shop/orders.csv").UploadAsync(new MemoryStream(file));

        using var configuration = new ConfigurationStore(
            storage.Container(StorageNames.Config), new ConfigurationParser(new KpiCatalogue([]), new OwnerSettings(null, null), null), TimeProvider.System);
        var service = new IngestionService(storage, new BlobRecordStore(storage, TimeProvider.System), configuration, TimeProvider.System, NullLogger<IngestionService>.Instance);
        await MeasureAsync("inbox to records seen", file, rows, async _ => (await service.IngestAsync("shop", "orders.csv", default)).Row!.Accepted);
    }

    private static async Task<long> ReadAsync(byte[] file)
    {
        await using var reader = (await CsvFile.OpenAsync(new MemoryStream(file), CsvReader.DefaultMaxRowBytes, default)).Reader;
        var rows = -1L;
        for (; await reader.ReadAsync(default); rows++)
        {
            for (var i = 0; i < reader.CellCount; i++)
                reader.Cell(i);
        }

        return rows;
    }

    private static async Task<long> ConvertAsync(byte[] file)
    {
        await using var reader = (await CsvFile.OpenAsync(new MemoryStream(file), CsvReader.DefaultMaxRowBytes, default)).Reader;
        await reader.ReadAsync(default);
        var headers = new Headers([.. Enumerable.Range(0, reader.CellCount).Select(i => Encoding.UTF8.GetString(reader.Cell(i)))]);
        var mapping = MappingCatalogue.Read([], []).Choose(new InboxPath("shop", "orders.csv"), "shop", headers).Mapping!;
        var converter = new RowConverter(mapping, headers, new RowContext("shop", DateTimeZone.Utc, DateTimeZone.Utc, 0, HasFilledModifiedAt: true));
        var rows = 0L;
        while (await reader.ReadAsync(default))
        {
            if (converter.Convert(reader, out var rejection) is null)
                throw new InvalidDataException(rejection!.Reason);
            rows++;
        }

        return rows;
    }

    private static async Task MeasureAsync(string what, byte[] file, int rows, Func<byte[], Task<long>> run)
    {
        var watch = new Watch();
        var done = await run(file);
        var (elapsed, processor) = (watch.Elapsed.TotalSeconds, watch.Processor.TotalSeconds);
        if (done != rows)
            throw new InvalidDataException($"{done} rows of {rows}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-24} {rows:N0} rows, {file.Length / 1e6:N0} MB in {elapsed:N2} s ({processor:N2} s of processor): {file.Length / 1e6 / elapsed:N0} MB/s, {watch.Allocated / (double)rows:N0} bytes allocated a row"));
    }
}
