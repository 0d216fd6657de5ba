using CrmServerless.Alerts;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Configuration;
using CrmServerless.Tests.Unit.Alerts.Wording;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Evaluation;

/// <summary>Who hears of what. Anna has mail and Teams, Bert mail, Carl nothing; the finding is win_rate (family sales) of region=North.</summary>
public sealed class RoutingTests
{
    private static readonly Route Anna = new() { People = ["anna"] };
    private static readonly Route Bert = new() { People = ["bert"] };

    [Fact]
    public void Of_MatchingRoutes_AddTheirPeople() => Assert.Equal("anna:Email anna:Teams bert:Email", To(Findings.WinRate(), Anna with { Families = ["sales"] }, Bert));

    [Fact]
    public void Of_NoRouteMatches_GoesToTheFirstPerson() => Assert.Equal("anna:Email anna:Teams", To(Findings.WinRate(), Bert with { Families = ["service"] }));

    [Fact]
    public void Of_RuleHasAnOwner_IsTold() =>
        Assert.Equal("bert:Email", To(Findings.WinRate() with { Rule = Judgements.Rule("win_rate", 90) with { Owner = "bert" } }));

    [Theory]
    [InlineData("win_rate", "region=North", "bert:Email")]
    [InlineData("revenue", "region=North", "anna:Email anna:Teams")]
    [InlineData("win_rate", "region=South", "anna:Email anna:Teams")]
    public void Of_RouteByKpiAndSegment_NeedsBoth(string kpi, string segment, string to) =>
        Assert.Equal(to, To(Findings.WinRate(), Bert with { Kpis = [kpi], Segments = new RuleSegments { Exactly = [segment] } }));

    [Fact]
    public void Of_RouteForCritical_LeavesWarningsOut() =>
        Assert.Equal("anna:Email anna:Teams", To(Findings.ResponseTime(), Bert with { Severity = Severity.Critical }));

    [Fact]
    public void Of_EndOfWhatWasCritical_IsToldToThoseWhoHeardOfIt()
    {
        var managers = Managers(Bert with { Severity = Severity.Critical });
        var to = Routing.Of(Findings.Resolved(), new Told(Severity.Critical, Findings.Day, false), managers);

        Assert.Equal("bert", Assert.Single(to).Person);
    }

    [Fact]
    public void Of_RouteNamesAChannel_UsesThatOnly() => Assert.Equal("anna:Teams", To(Findings.WinRate(), Anna with { Channels = [Channel.Teams] }));

    [Fact]
    public void Of_PersonWithoutThatChannel_IsReachedByAnother() => Assert.Equal("bert:Email", To(Findings.WinRate(), Bert with { Channels = [Channel.Teams] }));

    [Fact]
    public void Of_PersonWithoutAnyAddress_IsKept() => Assert.Equal("carl:Email", To(Findings.WinRate(), new Route { People = ["carl"] }));

    private static string To(Finding finding, params Route[] routes) =>
        string.Join(' ', Routing.Of(finding, null, Managers(routes)).Select(to => $"{to.Person}:{to.Channel}"));

    private static ManagersConfiguration Managers(params Route[] routes) => new()
    {
        People =
        [
            new Person { Id = "anna", Name = "Anna", Email = "anna@example.com", TeamsSecret = "teams-anna" },
            new Person { Id = "bert", Name = "Bert", Email = "bert@example.com" },
            new Person { Id = "carl", Name = "Carl" },
        ],
        Routes = routes,
    };
}
