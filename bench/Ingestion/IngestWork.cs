using System.Globalization;
using CrmServerless.Bench.Workers;
using CrmServerless.Ingestion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Bench.Ingestion;

/// <summary>Ingests what lies in the inbox, as the app does when the events of uploads come in: several files at a time.</summary>
internal static class IngestWork
{
    /// <summary>From the inbox of a storage account to records that are seen.</summary>
    /// <param name="connection">The storage account.</param>
    /// <param name="arguments">How many files at a time; the files as `{source}/{path}`.</param>
    public static async Task<Measured> FromInboxAsync(string connection, string[] arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)connection)]).Build();
        await using var crm = new ServiceCollection().AddLogging(l => l.ClearProviders()).AddSingleton(TimeProvider.System).AddCrmServerless(settings).BuildServiceProvider();
        var service = crm.GetRequiredService<IngestionService>();
        var watch = new Watch();
        await Parallel.ForEachAsync(arguments.Skip(1), AtOnce(arguments[0]), async (file, cancellationToken) =>
        {
            var (source, path) = (file[..file.IndexOf('/', StringComparison.Ordinal)], file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            var row = (await service.IngestAsync(source, path, cancellationToken)).Row!;
            if (row.State != CrmServerless.Ingestion.Ledger.LedgerState.Ingested)
                throw new InvalidOperationException($"{file} is {row.State}: {row.Message}");
        });
        var measured = Measured.Here(watch, 0);
        return measured with { Amount = await service.Ledger.ListAsync(null, default).Select(row => row.RowsIn).SumAsync() };
    }

    /// <summary>So many files at a time.</summary>
    public static ParallelOptions AtOnce(string argument) => new() { MaxDegreeOfParallelism = int.Parse(argument, CultureInfo.InvariantCulture) };
}
