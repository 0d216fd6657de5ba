using System.Globalization;
using CrmServerless.Bench.Fuzzing;
using CrmServerless.Bench.Ingestion;
using CrmServerless.Bench.Kpis;
using CrmServerless.Bench.RecordStore;
using CrmServerless.Bench.Webhooks;
using CrmServerless.Bench.Workers;

if (args is ["worker", var work, .. var rest])
{
    await Works.RunAsync(work, rest);
    return 0;
}

var records = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2_000_000;
switch (args.FirstOrDefault())
{
    case "store":
        await StoreBench.InMemoryAsync(records);
        break;
    case "store-azurite":
        await StoreBench.OnAzuriteAsync(records);
        break;
    case "csv":
        await IngestionBench.ReadingAsync(records);
        break;
    case "ingest-azurite":
        await IngestionBench.OnAzuriteAsync(records);
        break;
    case "ingest-duckdb":
        await IngestionRace.RunAsync(records);
        break;
    case "compute-duckdb":
        await ComputeRace.RunAsync(records, args.Contains("--whole"));
        break;
    case "memory":
        await MemoryBench.RunAsync();
        break;
    case "fuzz":
        return await FuzzBench.RunAsync(records, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1) ? 0 : 1;
    case "webhooks":
        await WebhookBench.BurstAsync(args.Length > 1 ? records : 1000);
        break;
    default:
        await Console.Error.WriteLineAsync("usage: bench store|store-azurite|csv|ingest-azurite|ingest-duckdb|compute-duckdb|memory|webhooks [records]; bench fuzz SECONDS [SEED]");
        return 2;
}

return 0;
