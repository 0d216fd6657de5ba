using System.Globalization;
using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Sources.Proposing;

/// <summary>
/// A mapping proposed for a file that no mapping fits, as yaml for the user to edit: recognised columns, guessed dates and numbers, words
/// of a status translated where they are plain. What was not recognised or is doubtful is said in comments.
/// </summary>
public static class MappingProposal
{
    private static readonly (string Pattern, string Word)[] StatusWords =
        [("*won*", "won"), ("*lost*", "lost"), ("paid*", "paid"), ("cancel*", "cancelled"), ("refund*", "refunded"), ("resolved*", "resolved"), ("solved*", "resolved"), ("closed*", "closed"), ("churn*", "churned")];

    /// <summary>The yaml.</summary>
    public static string For(FileSample sample)
    {
        var proposals = ColumnProposals.Of(sample);
        var dates = DateGuess.Of([.. Typed(proposals, FieldType.Instant).Select(c => sample.Filled(c.Place))]);
        var numbers = NumberGuess.Of([.. Typed(proposals, FieldType.Number).SelectMany(c => sample.Filled(c.Place))]);
        var yaml = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# Proposed by `crm map` for {sample.FileName} from its first {sample.Rows.Count} rows: check it, then put it in the configuration's folder mappings/.")
            .AppendLine(CultureInfo.InvariantCulture, $"entity: {proposals.Entity}")
            .AppendLine(CultureInfo.InvariantCulture, $"files: {Quoted(Pattern(sample.FileName))}");
        AppendDates(yaml, dates);
        AppendNumbers(yaml, numbers, proposals);
        AppendColumns(yaml, sample, proposals);
        return yaml.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(Field Field, int Place)> Typed(ColumnProposals proposals, FieldType type) => proposals.Columns.Where(c => c.Field.Type == type);

    private static string Pattern(string fileName)
    {
        var file = new InboxPath("x", fileName);
        return file.Name.Length == 0 ? $"*{file.Extension}" : $"{file.Name}*{file.Extension}{file.Packing}";
    }

    private static void AppendDates(StringBuilder yaml, DateGuess dates)
    {
        if (dates.IsDoubtful)
            yaml.AppendLine("# Day and month may be the other way round: no day above 12 was seen.");
        if (dates.Patterns.Count > 0)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"dates: {{patterns: [{string.Join(", ", dates.Patterns.Select(Quoted))}]}}");
    }

    private static void AppendNumbers(StringBuilder yaml, NumberFormat? numbers, ColumnProposals proposals)
    {
        if (numbers is null)
            yaml.AppendLine("# Its numbers could not be read: say how they are written, e.g. numbers: {decimal: \",\", group: \".\", currency: [€]}");
        if (numbers is null || numbers.IsInvariant || !Typed(proposals, FieldType.Number).Any())
            return;

        var parts = new List<string>();
        if (numbers.Decimal != '.')
            parts.Add($"decimal: \"{numbers.Decimal}\"");
        if (numbers.Group is { } group)
            parts.Add($"group: \"{group}\"");
        if (numbers.Currencies.Count > 0)
            parts.Add($"currency: [{string.Join(", ", numbers.Currencies.Select(Quoted))}]");
        if (numbers.Suffixes.Count > 0)
            parts.Add($"suffixes: {{{string.Join(", ", numbers.Suffixes.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}: {s.Value}")))}}}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"numbers: {{{string.Join(", ", parts)}}}");
    }

    private static void AppendColumns(StringBuilder yaml, FileSample sample, ColumnProposals proposals)
    {
        var columns = proposals.Columns.ToList();
        if (EntityIdentity.HasId(proposals.Entity) && columns.All(c => c.Field.Name != "id"))
            AppendIdentity(yaml, sample, proposals, columns);
        yaml.AppendLine("columns:");
        foreach (var (field, place) in columns)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  {field.Name}: {Column(field, sample.Headers.Names[place], sample.Filled(place))}");
        AppendStatusOfStage(yaml, sample, columns);
        foreach (var field in EntityIdentity.NeededKey(proposals.Entity).Where(f => columns.All(c => c.Field != f)))
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  {field.Name}: {Quoted("?")}  # not recognised: which column is it?");

        var others = sample.Headers.NamedPlaces.Where(p => columns.All(c => c.Place != p)).Select(p => sample.Headers.Names[p]).ToList();
        if (others.Count > 0)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"# Not recognised, kept as dimensions: {string.Join(", ", others).ReplaceLineEndings(" ")}").AppendLine("others: keep");
    }

    /// <summary>Without an id: the first column all of whose values differ, else the question.</summary>
    private static void AppendIdentity(StringBuilder yaml, FileSample sample, ColumnProposals proposals, List<(Field Field, int Place)> columns)
    {
        if (EntityIdentity.MayBeNamedByContent(proposals.Entity))
            return;

        var place = sample.Headers.NamedPlaces.Select(p => (int?)p).FirstOrDefault(p => sample.Filled(p!.Value) is var filled && filled.Count == sample.Rows.Count && filled.Count > 0 && filled.Distinct().Count() == filled.Count);
        yaml.AppendLine(place is { } unique
            ? $"# No id was recognised; the values of '{sample.Headers.Names[unique]}' all differ."
            : "# No id was recognised: put in the column that identifies a row, or list under key the columns that do together.");
        columns.Insert(0, (proposals.Entity["id"], place ?? sample.Headers.NamedPlaces.First()));
    }

    /// <summary>A pipeline whose stages say what was won or lost has no other status.</summary>
    private static void AppendStatusOfStage(StringBuilder yaml, FileSample sample, List<(Field Field, int Place)> columns)
    {
        var (stage, place) = columns.Find(c => c.Field.Name == "stage");
        if (stage is null || columns.Exists(c => c.Field.Name == "status"))
            return;

        var words = WordsOf(sample.Filled(place));
        if (words.Length > 0)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  status: {{from: {Quoted(sample.Headers.Names[place])}, map: {{{words}}}, otherwise: open}}");
    }

    private static string Column(Field field, string header, IReadOnlyList<string> filled)
    {
        var words = field.Name == "status" ? WordsOf(filled) : "";
        return words.Length == 0 ? Quoted(header) : $"{{from: {Quoted(header)}, map: {{{words}}}}}";
    }

    /// <summary>The texts that plainly are a word of the vocabulary, as entries of a map.</summary>
    private static string WordsOf(IReadOnlyList<string> filled) => string.Join(", ",
        from text in filled.Distinct(StringComparer.OrdinalIgnoreCase).Take(20)
        let word = WordOf(text)
        where word is not null
        select $"{Quoted(text)}: {word}");

    private static string? WordOf(string text) => StatusWords.FirstOrDefault(w => new TextPattern(w.Pattern).Matches(text)).Word;

    /// <summary>The text as a yaml scalar, in quotes unless it is plainly a word.</summary>
    private static string Quoted(string text)
    {
        var isPlain = text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '-' or '/' or '.' or '*') && text.Trim() == text
            && text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "null" or "on" or "off" or "y" or "n");
        return isPlain ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
    }
}
