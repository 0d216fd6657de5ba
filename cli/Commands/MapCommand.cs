using System.CommandLine;
using System.IO.Compression;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using CrmServerless.Sources.Proposing;
using NodaTime;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm map FILE`: a mapping for a file that none fits, to be edited; or the product's own, when one fits.</summary>
internal static class MapCommand
{
    private const int SampledRows = 1_000;
    private const int ShownRows = 5;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A csv, tsv, txt, json, ndjson, jsonl or xlsx file, or one of them as .gz." };
        return new Command(
            "map",
            "Proposes a mapping for a file: prints its yaml (`crm map orders.csv > my-config/mappings/orders.yaml`), and to standard error what it makes of the first rows.")
        { file }
            .Does(terminal, (parsed, cancellationToken) => RunAsync(terminal, parsed.GetRequiredValue(file), cancellationToken));
    }

    private static async Task<int> RunAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new CliException($"There is no file {path}");

        try
        {
            var sample = await FilePreview.SampleAsync(() => Open(path), Path.GetFileName(path), SampledRows, cancellationToken);
            var text = Known(terminal, sample) ?? MappingProposal.For(sample);
            terminal.WriteLine(text.TrimEnd('\n'));
            await ShowAsync(terminal, path, sample, text, cancellationToken);
            return ExitCodes.Good;
        }
        catch (UnreadableFileException e)
        {
            throw new CliException($"{path}: {e.Message}");
        }
    }

    /// <summary>The text of the product's mapping that fits the file already; null when none does.</summary>
    private static string? Known(Terminal terminal, FileSample sample)
    {
        var choice = MappingCatalogue.Read([], []).Choose(new InboxPath("file", sample.FileName), "file", sample.Headers);
        if (choice.Mapping is not { } mapping)
            return null;

        terminal.Note($"{sample.FileName} needs no mapping: it is understood as {mapping.Name}");
        return VendorMappings.TextOf(mapping.Name);
    }

    private static async Task ShowAsync(Terminal terminal, string path, FileSample sample, string text, CancellationToken cancellationToken)
    {
        var errors = new List<ConfigError>();
        if (MappingYaml.Read("proposal", text, errors) is not { } mapping || Recognition(mapping, sample) is { Length: > 0 })
        {
            foreach (var error in errors)
                terminal.Note($"to be mended: {error}");
            return;
        }

        var context = new RowContext("file", DateTimeZone.Utc, DateTimeZone.Utc, File.GetLastWriteTimeUtc(path).Ticks, HasFilledModifiedAt: true);
        PreviewTable.Show(terminal, await FilePreview.ConvertAsync(() => Open(path), sample.FileName, mapping, context, ShownRows, cancellationToken));
    }

    /// <summary>What the proposal expects and the file lacks: nothing, unless a question mark is still to be replaced.</summary>
    private static string Recognition(Mapping mapping, FileSample sample) =>
        mapping.Columns.FirstOrDefault(c => c.IsRead && !c.IsIn(sample.Headers) && c.Headers.Contains("?"))?.Name ?? "";

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
