using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Local;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Gathering;
using CrmServerless.RecordStore;
using CrmServerless.Reporting;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm unlinked`: the records that no customer was found for.</summary>
internal static class UnlinkedCommand
{
    public static Command Create(Terminal terminal)
    {
        var connection = InstallationOptions.Connection();
        return new Command(
            "unlinked",
            "Counts which orders, deals, tickets, surveys and interactions found their customer, and prints those that did not as csv, at most "
            + $"{LinkQuality.MostListed} of each entity: entity, source, id, and why.")
        { connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var storage = InstallationOptions.Storage(parsed, connection);
                Print(terminal, await new Steps(terminal).RunAsync("Reading the records", _ => ReadAsync(storage, terminal.Time, cancellationToken)));
                return ExitCodes.Good;
            });
    }

    private static async Task<LinkQuality> ReadAsync(CrmStorage storage, TimeProvider time, CancellationToken cancellationToken)
    {
        using var store = new ConfigurationStore(storage.Container(StorageNames.Config), ConfigurationReading.Parser, time);
        var configuration = await store.LoadAsync(cancellationToken);
        var snapshot = await new BlobRecordStore(storage, time).SnapshotAsync(cancellationToken);
        using var loaded = await new KpiEngine(configuration.Business, []).ReadAsync(snapshot, since: 0, cancellationToken);
        return loaded.Quality.Links;
    }

    private static void Print(Terminal terminal, LinkQuality links)
    {
        foreach (var (entity, counts) in links.Counts)
        {
            terminal.Note($"{entity}: {Numbers.Count(counts.Linked)} linked, {Numbers.Count(counts.Unlinked)} without a customer, {Numbers.Count(counts.Ambiguous)} with an address or domain of two customers");
        }

        terminal.WriteLine("entity,source,id,reason");
        foreach (var record in links.Unlinked)
        {
            var reason = record.IsAmbiguous ? "its address or its domain belongs to two customers" : "it names no customer that is known";
            terminal.WriteLine(string.Join(',', new[] { record.Entity, record.Source, record.Id, reason }.Select(CsvText.Cell)));
        }
    }
}
