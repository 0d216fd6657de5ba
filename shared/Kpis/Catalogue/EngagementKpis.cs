using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The Engagement family of kpis.md section 4.</summary>
internal static class EngagementKpis
{
    private const string Family = "engagement";
    private const string NewEra = "all, after 2021";
    private const string OldEra = "all, 2019";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "contact_attempts", Name = "Contact attempts", Question = "How often did we reach out?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Interaction], Windows = [30], Formula = new CountFormula(Known.Attempts), MinimumSample = 1,
            Pitfall = "Counts what is logged: a team that stops logging looks idle, and automatic mails look like diligence.",
            Playbook = ["Compare owners and ask what keeps them from calling.", "Check that calls and e-mails still reach the CRM.", "Set aside fixed hours for outreach."],
        },
        new()
        {
            Id = "contact_response_rate", Name = "Contact response rate", Question = "Which share of the people we first reached out to has responded?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Interaction], Windows = [30], Formula = new QuotientFormula(Known.PeopleResponded, Known.PeopleAttempted, 100), MinimumSample = 30,
            Pitfall = "People contacted in the last days have had little time to respond.",
            Playbook = ["Compare owners and campaigns, and learn from the best opening.", "Try another channel or time of day.", "Check that the addresses and numbers are good."],
        },
        new()
        {
            Id = "unresponsive_prospects", Name = "Unresponsive prospects", Question = "How many open leads never answer?", Family = Family, Unit = Unit.Count, Better = Direction.Down,
            Carriers = [Carrier.Lead], Windows = [0], Formula = new CountFormula(Known.UnresponsiveLeads), MinimumSample = 1,
            Pitfall = "Leads stay in it until they answer or convert, however long ago the last attempt was.",
            Playbook = ["Try once more by another channel, then stop.", "Move them to a newsletter and free the owners' time.", "See which lead source they come from."],
        },
        new()
        {
            Id = "email_open_rate", Name = "E-mail open rate", Question = "Which share of the delivered e-mails was opened?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Opened, Known.DeliveredOfOpened, 100), MinimumSample = 30,
            Pitfall = "Since 2021 some mail programs open every message by themselves: compare only with figures of the same era.",
            Playbook = ["Test subject line and sender.", "Clean the list of people who never open.", "Check whether mails land in the spam folder."],
            IndustryFigures = [Mail(NewEra, 35.6), Mailchimp(OldEra, 22.7)],
        },
        new()
        {
            Id = "email_click_rate", Name = "E-mail click rate", Question = "Which share of the delivered e-mails was clicked?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Clicked, Known.DeliveredOfClicked, 100), MinimumSample = 30,
            Pitfall = "Security filters that follow every link count as clicks.",
            Playbook = ["Put one clear offer at the top.", "Send different people different content.", "Check the links and the page behind them on a phone."],
            IndustryFigures = [Mail(NewEra, 2.62), Mailchimp(OldEra, 2.91)],
        },
        new()
        {
            Id = "unsubscribe_rate", Name = "Unsubscribe rate", Question = "Which share of the delivered e-mails led to an unsubscription?", Family = Family, Unit = Unit.Percent, Better = Direction.Down,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Unsubscribed, Known.DeliveredOfUnsubscribed, 100), MinimumSample = 30,
            Pitfall = "People who are tired of your mails more often ignore them than unsubscribe.",
            Playbook = ["Send fewer mails to those who got most.", "Look at the campaign with most unsubscriptions: whom did it reach, with what promise?", "Let people choose topics and how often."],
            IndustryFigures = [Mail(NewEra, 0.22), Mailchimp(OldEra, 0.25)],
        },
        new()
        {
            Id = "bounce_rate", Name = "Bounce rate", Question = "Which share of the sent e-mails came back?", Family = Family, Unit = Unit.Percent, Better = Direction.Down,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Bounced, Known.SentOfBounced, 100), MinimumSample = 30,
            Pitfall = "Hard and soft bounces together if the export adds them up: compare with the figure of the same kind.",
            Playbook = ["Remove addresses that bounced for good.", "Find the form or import that brought bad addresses.", "Confirm new addresses before writing to them."],
            IndustryFigures = [Mailchimp("hard bounces, 2019", 0.40), Mailchimp("soft bounces, 2019", 0.61)],
        },
        new()
        {
            Id = "complaint_rate", Name = "Complaint rate", Question = "Which share of the delivered e-mails was reported as spam?", Family = Family, Unit = Unit.Percent, Better = Direction.Down,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Complained, Known.DeliveredOfComplained, 100), MinimumSample = 30,
            Pitfall = "Not every mail provider reports complaints, so the true share is higher.",
            Playbook = ["Stop the campaign with most complaints at once.", "Write only to people who agreed to it.", "Make unsubscribing easy to find."],
        },
        new()
        {
            Id = "engagement_per_customer", Name = "Engagement per customer", Question = "How often does an active customer get in touch?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [30], Formula = new QuotientFormula(Known.EngagementsOfActive, Known.ActiveCustomers, 1), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Complaints count as engagement too, and a few busy customers lift the mean.",
            Playbook = ["See which tier or region went quiet.", "Invite customers to an event, a review or a training.", "Check that visits and app use still arrive in the data."],
        },
        new()
        {
            Id = "engaged_customers_rate", Name = "Engaged customers", Question = "Which share of active customers got in touch?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [30], Formula = new QuotientFormula(Known.ActiveEngaged, Known.ActiveCustomers, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Contacts that cannot be linked to a customer do not count: watch the night's data quality.",
            Playbook = ["List active customers without any contact, most valuable first.", "Give owners a reason to call, such as news or a review.", "Compare owners and tiers."],
        },
    ];

    private static IndustryFigure Mail(string industry, double figure) => new(industry, figure, figure, "quoted second-hand", null, "B");

    private static IndustryFigure Mailchimp(string industry, double figure) => new(industry, figure, figure, "Mailchimp", 2019, "A");
}
