using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Files;

public sealed class ManagersYamlTests
{
    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var managers = Some.Configuration((ConfigFiles.Managers, """
            people:
              - {id: anna, name: Anna Berg, email: anna@example.com, teams: teams-anna}
              - {id: ben, email: ben@example.com, digest: daily}
            routes:
              - families: sales
                kpis: [win_rate, revenue]
                segments: {each: region}
                severity: critical
                to: [anna, ben]
                channels: teams
              - to: ben
            quietHours: {from: "19:00", to: "07:00", days: [sat, sun], criticalPasses: no}
            digest: weekly
            reminderDays: never
            """)).Managers;

        Assert.Equal(new Person { Id = "anna", Name = "Anna Berg", Email = "anna@example.com", TeamsSecret = "teams-anna", Digest = DigestCadence.Weekly }, managers.People[0]);
        Assert.Equal([Channel.Email, Channel.Teams], managers.People[0].Channels);
        Assert.Equal(("ben", DigestCadence.Daily), (managers.People[1].Name, managers.People[1].Digest));
        var route = managers.Routes[0];
        Assert.Equal(["sales"], route.Families);
        Assert.Equal(["win_rate", "revenue"], route.Kpis);
        Assert.Equal(["region"], route.Segments!.Each);
        Assert.Equal((Severity.Critical, "anna,ben"), (route.Severity, string.Join(',', route.People)));
        Assert.Equal([Channel.Teams], route.Channels);
        Assert.Null(managers.Routes[1].Segments);
        Assert.Equal((new(19, 0), new TimeOnly(7, 0), false), (managers.QuietHours!.From, managers.QuietHours.To, managers.QuietHours.CriticalPasses));
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], managers.QuietHours.Days);
        Assert.Null(managers.ReminderDays);
    }

    [Fact]
    public void Read_Nothing_IsTheOwnerOfTheSettings()
    {
        var managers = Some.Configuration().Managers;

        Assert.Equal(new Person { Id = "owner", Name = "Owner", Email = "owner@example.com" }, Assert.Single(managers.People));
        Assert.Equal((0, 7), (managers.Routes.Count, managers.ReminderDays));
    }

    [Theory]
    [InlineData("people: [{id: a}]", "managers.yaml:1:10: people[1].email: found nothing, expected email or teams: nobody can be told anything without")]
    [InlineData("people: [{email: a@b.c}]", "managers.yaml:1:10: people[1].id: found nothing, expected an id of letters, digits, '.', '_' and '-'")]
    [InlineData("people: [{id: a, email: nobody}]", "managers.yaml:1:25: people[1].email: found 'nobody', expected an e-mail address")]
    [InlineData("people: [{id: a, email: a@b.c}, {id: a, email: b@b.c}]", "managers.yaml:1:38: people[2].id: found 'a', expected an id of its own: another person has it already")]
    [InlineData("people: [{id: a, teams: 'https://x.logic.azure.com/?sig=abc'}]", "managers.yaml:1:25: people[1].teams: found something else (not shown: it may be a secret), expected the name of a secret (letters, digits and -), never the secret itself")]
    [InlineData("routes: [{kpis: [win_rate]}]", "managers.yaml:1:10: routes[1].to: found nothing, expected the id of one or more people")]
    [InlineData("routes: [{to: anna}]", "managers.yaml:1:15: routes[1].to: found 'anna', expected the id of a person in managers.yaml")]
    [InlineData("routes: [{families: sale, to: owner}]", "managers.yaml:1:21: routes[1].families: found 'sale', expected one of sales, service; did you mean 'sales'?")]
    [InlineData("routes: [{severity: none, to: owner}]", "managers.yaml:1:21: routes[1].severity: found 'none', expected one of warning, critical")]
    [InlineData("routes: [{channels: [sms], to: owner}]", "managers.yaml:1:22: routes[1].channels[1]: found 'sms', expected one of email, teams")]
    [InlineData("quietHours: {from: \"19:00\"}", "managers.yaml:1:13: quietHours.to: found nothing, expected both from and to, or neither")]
    [InlineData("quietHours: {days: [saturday]}", "managers.yaml:1:21: quietHours.days[1]: found 'saturday', expected one of mon, tue, wed, thu, fri, sat, sun")]
    [InlineData("digest: hourly", "managers.yaml:1:9: digest: found 'hourly', expected one of none, daily, weekly, monthly")]
    public void Read_WrongValue_SaysWhereAndWhatIsExpected(string text, string expected)
    {
        Assert.Equal(expected, Assert.Single(Some.Configuration((ConfigFiles.Managers, text)).Errors).ToString());
    }
}
