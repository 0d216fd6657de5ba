using System.Diagnostics;

namespace CrmServerless.Bench.Workers;

/// <summary>Runs a piece of work in a process of its own, so that its memory is its own and each run begins as cold as the other.</summary>
internal static class Worker
{
    /// <summary>The setting in which a worker finds its storage account.</summary>
    public const string StorageSetting = "BENCH_STORAGE";

    /// <summary>This program again, for one of the works of <see cref="Works"/>.</summary>
    public static Task<Measured> RunAsync(string work, string? storage, params string[] arguments) =>
        RunAsync(Environment.ProcessPath!, [.. OwnAssembly, "worker", work, .. arguments], storage);

    /// <summary>A script of the folder `oracle`, beside which DuckDB lies.</summary>
    public static Task<Measured> RunScriptAsync(string script, params string[] arguments) => RunAsync("node", [script, .. arguments], null);

    /// <summary>`dotnet` must be told which assembly it is to run; an executable of our own must not.</summary>
    private static string[] OwnAssembly =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Worker).Assembly.Location] : [];

    private static async Task<Measured> RunAsync(string program, string[] arguments, string? storage)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment[StorageSetting] = storage;
        using var process = Process.Start(start)!;
        var last = string.Empty;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            last = line.Length > 0 ? line : last;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Measured.Parse(last) : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {last}");
    }
}
