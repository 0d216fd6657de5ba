using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;

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

    private static bool Matches(Route route, Finding finding, Severity severity) =>
        (route.Families.Count == 0 || route.Families.Contains(finding.Kpi.Family, StringComparer.Ordinal))
        && (route.Kpis.Count == 0 || route.Kpis.Contains(finding.Kpi.Id, StringComparer.Ordinal))
        && route.Segments?.Includes(finding.Segment) != false
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
