using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Kpis;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>Says who hears of a finding, and how.</summary>
internal static class Routing
{
    /// <summary>
    /// The people of every route that matches and the rule's owner; the first person where that is nobody. Someone who can't be reached at all is in
    /// it with e-mail: the message is kept for him.
    /// </summary>
    /// <param name="finding">What is told.</param>
    /// <param name="toldBefore">What was told before: who heard of the breach hears of its end.</param>
    /// <param name="managers">The configuration.</param>
    public static IReadOnlyList<Recipient> Of(Finding finding, Told? toldBefore, ManagersConfiguration managers)
    {
        var severity = new[] { Severity.Warning, finding.Severity, toldBefore?.Severity ?? Severity.None }.Max();
        var routed = managers.Routes
            .Where(route => Matches(route, finding, severity))
            .SelectMany(route => People(route.People, managers).SelectMany(person => Reach(person, route.Channels)));
        var owner = People(finding.Rule.Owner is { } id ? [id] : [], managers).SelectMany(person => Reach(person, []));
        var all = routed.Concat(owner).Distinct().ToList();
        return all.Count > 0 ? all : [.. Reach(managers.People[0], [])];
    }

    /// <summary>Who hears of a source: the first person, and those who would hear of a warning on what rests on it.</summary>
    public static IReadOnlyList<Recipient> OfSource(IEnumerable<Judgement> affected, ManagersConfiguration managers)
    {
        var ofKpis = affected.SelectMany(judgement =>
            managers.Routes
                .Where(route => Matches(route, judgement.Kpi, judgement.Segment, Severity.Warning))
                .SelectMany(route => People(route.People, managers).SelectMany(person => Reach(person, route.Channels)))
                .Concat(People(judgement.Rule.Owner is { } id ? [id] : [], managers).SelectMany(person => Reach(person, []))));
        return [.. Reach(managers.People[0], []).Concat(ofKpis).Distinct()];
    }

    private static bool Matches(Route route, Finding finding, Severity severity) => Matches(route, finding.Kpi, finding.Segment, severity);

    private static bool Matches(Route route, Kpi kpi, string segment, Severity severity) =>
        (route.Families.Count == 0 || route.Families.Contains(kpi.Family, StringComparer.Ordinal))
        && (route.Kpis.Count == 0 || route.Kpis.Contains(kpi.Id, StringComparer.Ordinal))
        && route.Segments?.Includes(segment) != false
        && severity >= route.Severity;

    private static IEnumerable<Person> People(IReadOnlyList<string> ids, ManagersConfiguration managers) =>
        managers.People.Where(person => ids.Contains(person.Id, StringComparer.Ordinal));

    private static IEnumerable<Recipient> Reach(Person person, IReadOnlyList<Channel> wanted)
    {
        var possible = person.Channels.Where(channel => wanted.Count == 0 || wanted.Contains(channel)).ToList();
        var used = possible.Count > 0 ? possible : person.Channels.Count > 0 ? person.Channels : [Channel.Email];
        return used.Select(channel => new Recipient(person.Id, channel));
    }
}
