using CrmServerless.Bench.Ingestion;
using CrmServerless.Bench.Kpis;

namespace CrmServerless.Bench.Workers;

/// <summary>What a worker can be asked to do.</summary>
internal static class Works
{
    /// <summary>Does it and prints what it measured.</summary>
    public static async Task RunAsync(string work, string[] arguments)
    {
        var measured = work switch
        {
            "ingest" => await IngestWork.FromInboxAsync(Environment.GetEnvironmentVariable(Worker.StorageSetting)!, arguments),
            "ingest-files" => await IngestFilesWork.RunAsync(arguments),
            "compute" => await ComputeWork.OnStorageAsync(Environment.GetEnvironmentVariable(Worker.StorageSetting)!, arguments),
            "compute-alone" => await ComputeWork.AloneAsync(arguments),
            _ => throw new ArgumentException($"no work is called '{work}'", nameof(work)),
        };
        Console.WriteLine(measured.ToLine());
    }
}
