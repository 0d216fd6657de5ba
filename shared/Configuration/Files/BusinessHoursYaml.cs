using System.Globalization;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads businessHours: `mon: [["09:00", "12:30"], ["13:30", "17:30"]]`; a weekday that is absent or empty is closed.</summary>
internal static class BusinessHoursYaml
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static readonly ConfigType<TimeOnly> End = new("a time of day as HH:mm, at the latest 24:00", static (string text, out TimeOnly value) =>
    {
        value = TimeOnly.MinValue;
        return text == "24:00" || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    });

    public static IReadOnlyDictionary<int, IReadOnlyList<OpeningHours>> Read(ConfigSection yaml)
    {
        var hours = new Dictionary<int, IReadOnlyList<OpeningHours>>();
        for (var day = 0; day < Weekdays.Length; day++)
        {
            var open = OpenOn(yaml, Weekdays[day]);
            if (open.Count > 0)
            {
                hours.Add(day + 1, open);
            }
        }

        yaml.RefuseUnknownKeys();
        return hours;
    }

    private static List<OpeningHours> OpenOn(ConfigSection yaml, string weekday)
    {
        var spans = new List<OpeningHours>();
        if (yaml.Node(weekday) is not { } node)
        {
            return spans;
        }

        if (node is not ConfigList list)
        {
            yaml.Refuse(weekday, "a list of spans, e.g. [[\"09:00\", \"17:30\"]]");
            return spans;
        }

        foreach (var item in list.Items)
        {
            if (yaml.Pair(item, ConfigTypes.Time, End, "a span of two times, e.g. [\"09:00\", \"17:30\"]") is { } pair)
            {
                AddInOrder(yaml, item, spans, new OpeningHours(pair.First, pair.Second));
            }
        }

        return spans;
    }

    private static void AddInOrder(ConfigSection yaml, ConfigNode place, List<OpeningHours> spans, OpeningHours span)
    {
        var endsAtMidnight = span.To == TimeOnly.MinValue;
        var follows = spans.Count == 0 || (spans[^1].To != TimeOnly.MinValue && spans[^1].To <= span.From);
        if (follows && (endsAtMidnight || span.From < span.To))
        {
            spans.Add(span);
        }
        else
        {
            yaml.Refuse(place, "spans in ascending order that end after they begin and don't overlap");
        }
    }
}
