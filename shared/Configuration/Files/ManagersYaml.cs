using System.Text.RegularExpressions;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>
/// Reads managers.yaml: `people: [{id, name, email, teams, digest}]`, `routes: [{families, kpis, segments, severity, to, channels}]`,
/// `quietHours: {from, to, days, criticalPasses}`, `digest`, `reminderDays`. Without people there is the one of the settings.
/// </summary>
internal static partial class ManagersYaml
{
    private static readonly ConfigType<string> Email = ConfigTypes.Matching("an e-mail address", EmailPattern());

    private static readonly ConfigType<DayOfWeek> Weekday = ConfigTypes.OneOf(new Dictionary<string, DayOfWeek>
    {
        ["mon"] = DayOfWeek.Monday, ["tue"] = DayOfWeek.Tuesday, ["wed"] = DayOfWeek.Wednesday, ["thu"] = DayOfWeek.Thursday,
        ["fri"] = DayOfWeek.Friday, ["sat"] = DayOfWeek.Saturday, ["sun"] = DayOfWeek.Sunday,
    });

    private static readonly ConfigType<Severity> LeastSeverity = ConfigTypes.OneOf(new Dictionary<string, Severity> { ["warning"] = Severity.Warning, ["critical"] = Severity.Critical });

    public static ManagersConfiguration Read(ConfigSection yaml, OwnerSettings owner, ConfigContext context)
    {
        var managers = ManagersConfiguration.Default(owner);
        var people = People(yaml, yaml.Value("digest", ConfigTypes.Word<DigestCadence>(), DigestCadence.None));
        managers = people.Count > 0 ? managers with { People = people } : managers;
        context = context with { People = managers.People.Select(p => p.Id).ToHashSet(StringComparer.Ordinal) };
        managers = managers with
        {
            Routes = [.. yaml.Sections("routes").Select(section => Route(section, context))],
            QuietHours = yaml.Section("quietHours") is { } quiet ? Quiet(quiet) : null,
            ReminderDays = yaml.Node("reminderDays") is ConfigScalar { Text: "never" } ? null : yaml.Value("reminderDays", ConfigTypes.Int(1, 365), 7),
        };
        yaml.RefuseUnknownKeys();
        return managers;
    }

    private static IReadOnlyList<Person> People(ConfigSection yaml, DigestCadence digest)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var section in yaml.Sections("people"))
        {
            if (Person(section, digest) is { } person && !people.TryAdd(person.Id, person))
            {
                section.Refuse("id", "an id of its own: another person has it already");
            }
        }

        return [.. people.Values];
    }

    private static Person? Person(ConfigSection yaml, DigestCadence digest)
    {
        var hasId = yaml.Required("id", CommonTypes.Id, out var id);
        var person = new Person
        {
            Id = id ?? "",
            Name = yaml.Value("name", ConfigTypes.Text, id ?? ""),
            Email = yaml.Optional("email", Email),
            TeamsSecret = yaml.Optional("teams", CommonTypes.SecretName),
            Digest = yaml.Value("digest", ConfigTypes.Word<DigestCadence>(), digest),
        };
        if (!yaml.Has("email") && !yaml.Has("teams"))
        {
            yaml.Refuse("email", "email or teams: nobody can be told anything without");
        }

        yaml.RefuseUnknownKeys();
        return hasId ? person : null;
    }

    private static Route Route(ConfigSection yaml, ConfigContext context)
    {
        var route = new Route
        {
            Families = yaml.List("families", context.Family),
            Kpis = yaml.List("kpis", context.KpiId),
            Segments = RuleSegmentsYaml.Read(yaml, "segments", context),
            Severity = yaml.Value("severity", LeastSeverity, Severity.Warning),
            People = yaml.List("to", context.Person),
            Channels = yaml.List("channels", ConfigTypes.Word<Channel>()),
        };
        if (!yaml.Has("to"))
        {
            yaml.Refuse("to", "the id of one or more people");
        }

        yaml.RefuseUnknownKeys();
        return route;
    }

    private static QuietHours Quiet(ConfigSection yaml)
    {
        var quiet = new QuietHours
        {
            From = yaml.Value("from", ConfigTypes.Time, default),
            To = yaml.Value("to", ConfigTypes.Time, default),
            Days = yaml.List("days", Weekday),
            CriticalPasses = yaml.Value("criticalPasses", ConfigTypes.Bool, true),
        };
        if (yaml.Has("from") != yaml.Has("to"))
        {
            yaml.Refuse(yaml.Has("from") ? "to" : "from", "both from and to, or neither");
        }

        yaml.RefuseUnknownKeys();
        return quiet;
    }

    [GeneratedRegex(@"^[^@\s<>,;""]+@[^@\s<>,;""]+$")]
    private static partial Regex EmailPattern();
}
