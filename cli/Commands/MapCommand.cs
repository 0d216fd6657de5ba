using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Local;
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
        var file = new Argument<string>("FILE") { Description = "A csv, tsv, txt, json, ndjson, jsonl or xlsx file, or one of them as .gz; or a zip of such files." };
        var member = new Argument<string?>("MEMBER") { Description = "The path of a file in the zip. Without it: the one that no mapping fits; where several are such, all are listed.", Arity = ArgumentArity.ZeroOrOne };
        return new Command(
            "map",
            "Proposes a mapping for a file: prints its yaml (`crm map orders.csv > my-config/mappings/orders.yaml`), and to standard error what it makes of the first rows.")
        { file, member }
            .Does(terminal, (parsed, cancellationToken) => RunAsync(terminal, parsed.GetRequiredValue(file), parsed.GetValue(member), cancellationToken));
    }

    private static async Task<int> RunAsync(Terminal terminal, string path, string? member, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new CliException($"There is no file {path}");
        if (member is not null && !MappableFile.IsZip(path))
            throw new CliException($"{path}: found a file and a path in it, expected a zip");
        if (!MappableFile.IsZip(path))
            return await ProposeAsync(terminal, new MappableFile(path), cancellationToken);

        var files = MappableFile.In(path);
        if (member is null)
            return await ProposeForUnknownAsync(terminal, files, cancellationToken);
        return await ProposeAsync(terminal, files.FirstOrDefault(f => f.Member == member) ?? throw new CliException($"There is no {member} in {path}"), cancellationToken);
    }

    /// <summary>Tells what each file in a zip is, and proposes a mapping for the one that none fits, if it is one.</summary>
    private static async Task<int> ProposeForUnknownAsync(Terminal terminal, IReadOnlyList<MappableFile> files, CancellationToken cancellationToken)
    {
        var unknown = new List<MappableFile>();
        foreach (var file in files)
        {
            var found = await TellAsync(file, cancellationToken);
            terminal.Note($"{file.Member}: {found ?? "no mapping fits"}");
            if (found is null)
                unknown.Add(file);
        }

        if (unknown.Count == 1)
            return await ProposeAsync(terminal, unknown[0], cancellationToken);
        foreach (var file in unknown)
            terminal.Note($"for its mapping: crm map {file.Path} {file.Member}");
        return ExitCodes.Good;
    }

    /// <summary>What a file is understood as, or why it can't be read; null: it can be read, and no mapping fits.</summary>
    private static async Task<string?> TellAsync(MappableFile file, CancellationToken cancellationToken)
    {
        try
        {
            return Fitting(await FilePreview.SampleAsync(file.Open, file.Name, 0, cancellationToken)) is { } mapping ? $"understood as {mapping.Name}" : null;
        }
        catch (Exception e) when (e is UnreadableFileException or InvalidDataException)
        {
            return e.Message;
        }
    }

    private static async Task<int> ProposeAsync(Terminal terminal, MappableFile file, CancellationToken cancellationToken)
    {
        try
        {
            var sample = await FilePreview.SampleAsync(file.Open, file.Name, SampledRows, cancellationToken);
            var text = Known(terminal, sample) ?? MappingProposal.For(sample);
            terminal.WriteLine(text.TrimEnd('\n'));
            await ShowAsync(terminal, file, sample, text, cancellationToken);
            return ExitCodes.Good;
        }
        catch (Exception e) when (e is UnreadableFileException or InvalidDataException)
        {
            throw new CliException($"{file.Member ?? file.Path}: {e.Message}");
        }
    }

    private static Mapping? Fitting(FileSample sample) => MappingCatalogue.Read([], []).Choose(new InboxPath("file", sample.FileName), "file", sample.Headers).Mapping;

    /// <summary>The text of the product's mapping that fits the file already; null when none does.</summary>
    private static string? Known(Terminal terminal, FileSample sample)
    {
        if (Fitting(sample) is not { } mapping)
            return null;

        terminal.Note($"{sample.FileName} needs no mapping: it is understood as {mapping.Name}");
        return VendorMappings.TextOf(mapping.Name);
    }

    private static async Task ShowAsync(Terminal terminal, MappableFile file, FileSample sample, string text, CancellationToken cancellationToken)
    {
        var errors = new List<ConfigError>();
        if (MappingYaml.Read("proposal", text, errors) is not { } mapping || Recognition(mapping, sample) is { Length: > 0 })
        {
            foreach (var error in errors)
                terminal.Note($"to be mended: {error}");
            return;
        }

        var context = new RowContext("file", DateTimeZone.Utc, DateTimeZone.Utc, File.GetLastWriteTimeUtc(file.Path).Ticks, HasFilledModifiedAt: true);
        PreviewTable.Show(terminal, await FilePreview.ConvertAsync(file.Open, sample.FileName, mapping, context, ShownRows, cancellationToken));
    }

    /// <summary>What the proposal expects and the file lacks: nothing, unless a question mark is still to be replaced.</summary>
    private static string Recognition(Mapping mapping, FileSample sample) =>
        mapping.Columns.FirstOrDefault(c => c.IsRead && !c.IsIn(sample.Headers) && c.Headers.Contains("?"))?.Name ?? "";
}
