using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Reads one source of a column: `from` (header or headers), `join` (columns whose texts are joined by a space) or `value` (a constant);
/// `when: {header: text or texts}`, without which it gives nothing; `split: ";"`, the first of several values; `map: {text: text}` with
/// `otherwise` for texts it doesn't know; `bands`, a list of numbers at which the ranks 1, 2, … begin, or a map of such numbers to
/// results; `as: day` for a time that means nothing, `as: domain` for a web address; `since` and `until`, days that the file's head states.
/// </summary>
internal sealed class ColumnSourceYaml(EntitySchema entity, Field? target, CellConverters converters)
{
    private static readonly string[] Origins = ["from", "join", "value"];

    private static readonly ConfigType<decimal> Number = ConfigTypes.Decimal(decimal.MinValue, decimal.MaxValue) with { Expected = "a number" };

    private static readonly ConfigType<ColumnForm> Form = ConfigTypes.OneOf(new Dictionary<string, ColumnForm> { ["day"] = ColumnForm.Day, ["domain"] = ColumnForm.Domain });

    /// <summary>The canonical field that the column fills, or null.</summary>
    public Field? Field => target;

    /// <summary>A text that the field can hold.</summary>
    public ConfigType<string> Result { get; } = Convertible(converters.Plain(target));

    /// <summary>Reads the keys of a source.</summary>
    public ColumnSource Read(ConfigSection yaml)
    {
        var source = new ColumnSource
        {
            Parts = PartsOf(yaml),
            Constant = yaml.Optional("value", Result),
            Map = MapOf(yaml),
            Bands = BandsOf(yaml),
            When = WhenOf(yaml),
            Split = yaml.Optional("split", ConfigTypes.AnyText),
            Form = yaml.Value("as", Form, ColumnForm.AsWritten),
            Since = yaml.Optional("since", ConfigTypes.Text),
            Until = yaml.Optional("until", ConfigTypes.Text),
        };
        if (Origins.Count(yaml.Has) != 1)
            yaml.Refuse("from", "either from, the header, or join, several headers, or value, a constant");
        if (source.Split is { Length: 0 })
            yaml.Refuse("split", "what separates the values, such as ;");
        if (source.Form == ColumnForm.Day && target?.Type != FieldType.Instant)
            yaml.Refuse("as", "nothing: the field holds no date");
        if ((source.Since ?? source.Until) is not null && target?.Name != "day")
            yaml.Refuse(source.Since is not null ? "since" : "until", "nothing: only the field day counts from a day or is spread over a period");
        if (source.Until is not null && entity.VersionRule != VersionRule.AddWithinDelivery)
            yaml.Refuse("until", $"nothing: totals of {entity} can't be spread over days");
        return source;
    }

    private static IReadOnlyList<HeaderNames> PartsOf(ConfigSection yaml)
    {
        if (yaml.Has("join"))
            return HeaderYaml.Groups(yaml, "join");

        var names = yaml.List("from", ConfigTypes.Text);
        return names.Count == 0 ? [] : [new HeaderNames(names)];
    }

    private static List<ColumnCondition> WhenOf(ConfigSection yaml)
    {
        var conditions = new List<ColumnCondition>();
        if (yaml.Section("when") is not { } section)
            return conditions;

        foreach (var header in section.Keys.ToList())
            conditions.Add(new ColumnCondition(header, section.List(header, HeaderYaml.Pattern)));
        return conditions;
    }

    private static ConfigType<string> Convertible(CellConverter converter) => new(
        converter.Expected,
        (string text, [MaybeNullWhen(false)] out string value) => converter.TryConvert(Encoding.UTF8.GetBytes(value = text), out _))
    { AcceptsEmpty = true };

    private ValueMap? MapOf(ConfigSection yaml)
    {
        var otherwise = yaml.Optional("otherwise", Result);
        if (yaml.Section("map") is not { } section)
        {
            if (otherwise is not null)
                yaml.Refuse("map", "a map of texts, without which otherwise says nothing");
            return null;
        }

        var texts = yaml.Dictionary("map", Result);
        foreach (var twin in section.Keys.GroupBy(Vocabulary.Normalize).Where(g => g.Count() > 1))
            yaml.Refuse(section.Node(twin.Last())!, $"one entry for {string.Join(" and ", twin.Select(t => $"'{t}'"))}: they compare alike");
        return new ValueMap(texts.DistinctBy(t => Vocabulary.Normalize(t.Key)), otherwise);
    }

    private Bands? BandsOf(ConfigSection yaml)
    {
        var steps = yaml.Node("bands") switch
        {
            null => null,
            ConfigMap => yaml.Section("bands")!.Map.Entries.Select(e => Step(yaml, e.Key, e.Value)).ToList(),
            _ => yaml.List("bands", Number).Select((from, i) => ((decimal, string)?)(from, (i + 1).ToString(CultureInfo.InvariantCulture))).ToList(),
        };
        if (steps is null || steps.Contains(null))
            return null;

        var ordered = steps.Select(s => s!.Value).ToList();
        if (ordered.Count == 0 || ordered.Zip(ordered.Skip(1)).Any(pair => pair.First.Item1 >= pair.Second.Item1))
            yaml.Refuse("bands", "numbers in ascending order, each the beginning of a band");
        return new Bands(ordered);
    }

    private (decimal, string)? Step(ConfigSection yaml, ConfigNode from, ConfigNode to) =>
        yaml.TryRead(from, Number, out var number) & yaml.TryRead(to, Result, out var text) ? (number, text!) : null;
}
