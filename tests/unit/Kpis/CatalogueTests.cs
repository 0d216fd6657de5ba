using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Segments;
using Xunit;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>The catalogue against the tables of kpis.md, typed in here by hand.</summary>
public sealed class CatalogueTests
{
    private const int KpisOfThePage = 74;

    /// <summary>Section 4's tables with section 3's carriers: id, family, unit, better, windows, carriers.</summary>
    public static TheoryData<string, string, string, string, string, string> Page { get; } = new()
    {
        { "csat", "voice", "%", "up", "30", "survey" },
        { "nps", "voice", "points", "up", "90", "survey" },
        { "ces", "voice", "%", "up", "30", "survey" },

        { "active_customers", "retention", "count", "up", "0", "customer" },
        { "new_customers", "retention", "count", "up", "1, 30", "customer" },
        { "retention_rate", "retention", "%", "up", "30, 365", "customer" },
        { "churn_rate", "retention", "%", "down", "30, 365", "customer" },
        { "net_revenue_retention", "retention", "%", "up", "90, 365", "customer" },
        { "gross_revenue_retention", "retention", "%", "up", "90, 365", "customer" },
        { "returning_customer_rate", "retention", "%", "up", "30, 365", "customer" },
        { "clv", "retention", "money", "up", "365", "customer" },
        { "clv_historic", "retention", "money", "up", "0", "customer" },
        { "clv_to_cac", "retention", "ratio", "up", "365", "customer, spend" },
        { "average_order_value", "retention", "money", "up", "30", "sale" },
        { "purchase_frequency", "retention", "orders", "up", "365", "customer" },
        { "repeat_purchase_rate", "retention", "%", "up", "365", "customer" },
        { "items_per_order", "retention", "items", "up", "30", "sale" },
        { "days_since_last_interaction", "retention", "days", "down", "0", "customer" },
        { "dormant_customers", "retention", "count", "down", "0", "customer" },
        { "dormant_rate", "retention", "%", "down", "0", "customer" },

        { "revenue", "sales", "money", "up", "1, 30, 90", "sale" },
        { "revenue_new", "sales", "money", "up", "30", "sale" },
        { "revenue_existing", "sales", "money", "up", "30", "sale" },
        { "revenue_growth", "sales", "%", "up", "30, 365", "sale" },
        { "revenue_growth_existing", "sales", "%", "up", "30", "sale" },
        { "new_leads", "sales", "count", "up", "1, 30", "lead" },
        { "lead_conversion_rate", "sales", "%", "up", "90", "lead" },
        { "lead_to_customer_rate", "sales", "%", "up", "90", "lead" },
        { "visitor_conversion_rate", "sales", "%", "up", "30", "traffic" },
        { "deals_won", "sales", "count", "up", "30", "deal" },
        { "deals_lost", "sales", "count", "down", "30", "deal" },
        { "win_rate", "sales", "%", "up", "90", "deal" },
        { "win_rate_value", "sales", "%", "up", "90", "deal" },
        { "average_deal_size", "sales", "money", "up", "90", "deal" },
        { "sales_cycle_days", "sales", "days", "down", "90", "deal" },
        { "first_touch_hours", "sales", "hours", "down", "30", "lead" },
        { "outreach_to_action_days", "sales", "days", "down", "30", "interaction" },
        { "pipeline_value", "sales", "money", "up", "0", "deal" },
        { "pipeline_velocity", "sales", "money", "up", "90", "deal" },
        { "upsell_rate", "sales", "%", "up", "90", "customer" },
        { "cross_sell_rate", "sales", "%", "up", "90", "customer" },
        { "upgrade_rate", "sales", "%", "up", "90", "customer" },
        { "renewal_expansion_rate", "sales", "%", "up", "90", "deal" },

        { "cac", "cost", "money", "down", "90, 365", "customer, spend" },
        { "cost_per_lead", "cost", "money", "down", "30", "lead, spend" },
        { "retention_cost", "cost", "money", "down", "365", "customer, spend" },
        { "cac_to_retention_cost", "cost", "ratio", "down", "365", "customer, spend" },
        { "expense_to_revenue", "cost", "%", "down", "90", "sale, spend" },
        { "campaign_response_rate", "cost", "%", "up", "30", "campaignstats" },
        { "campaign_messages", "cost", "count", "band", "30", "campaignstats" },
        { "revenue_attributed", "cost", "money", "up", "30, 90", "sale" },
        { "revenue_attributed_share", "cost", "%", "up", "90", "sale" },
        { "campaign_roi", "cost", "%", "up", "90", "sale, spend" },
        { "crm_roi", "cost", "%", "up", "365", "sale, spend" },

        { "tickets_created", "service", "count", "down", "1, 30", "ticket" },
        { "ticket_backlog", "service", "count", "down", "0", "ticket" },
        { "response_minutes_mean", "service", "minutes", "down", "30", "ticket" },
        { "response_minutes_median", "service", "minutes", "down", "30", "ticket" },
        { "resolution_hours_mean", "service", "hours", "down", "30", "ticket" },
        { "resolution_hours_median", "service", "hours", "down", "30", "ticket" },
        { "average_handling_minutes", "service", "minutes", "band", "30", "ticket" },
        { "first_contact_resolution", "service", "%", "up", "30", "ticket" },
        { "reopen_rate", "service", "%", "down", "30", "ticket" },
        { "cost_per_ticket", "service", "money", "down", "30", "ticket, spend" },

        { "contact_attempts", "engagement", "count", "up", "30", "interaction" },
        { "contact_response_rate", "engagement", "%", "up", "30", "interaction" },
        { "unresponsive_prospects", "engagement", "count", "down", "0", "lead" },
        { "email_open_rate", "engagement", "%", "up", "30", "campaignstats" },
        { "email_click_rate", "engagement", "%", "up", "30", "campaignstats" },
        { "unsubscribe_rate", "engagement", "%", "down", "30", "campaignstats" },
        { "complaint_rate", "engagement", "%", "down", "30", "campaignstats" },
        { "bounce_rate", "engagement", "%", "down", "30", "campaignstats" },
        { "engagement_per_customer", "engagement", "count", "up", "30", "customer" },
        { "engaged_customers_rate", "engagement", "%", "up", "30", "customer" },
    };

    /// <summary>Section 5's table: KPI, industry, low, high, year (0: not stated), grade.</summary>
    public static TheoryData<string, string, double, double, int, string> Figures { get; } = new()
    {
        { "csat", "all", 77, 77, 2023, "B" },
        { "csat", "all, good", 75, 84, 0, "B" },
        { "nps", "SaaS", 30, 40, 0, "B" },
        { "nps", "retail", 40, 50, 0, "B" },
        { "nps", "banking", 20, 35, 0, "B" },
        { "nps", "insurance", 15, 30, 0, "B" },
        { "nps", "telecom", 0, 15, 0, "B" },
        { "ces", "all", 70, 70, 0, "B" },
        { "first_contact_resolution", "all", 70, 70, 0, "A" },
        { "first_contact_resolution", "world class", 80, 80, 0, "A" },
        { "first_contact_resolution", "tickets", 71, 71, 0, "A" },
        { "first_contact_resolution", "health", 83, 83, 0, "A" },
        { "first_contact_resolution", "finance", 55, 55, 0, "A" },
        { "average_handling_minutes", "all", 9.8, 9.8, 0, "A" },
        { "average_handling_minutes", "service calls", 6.35, 6.35, 0, "B" },
        { "response_minutes_mean", "e-mail", 730, 730, 0, "B" },
        { "response_minutes_mean", "good", 240, 240, 0, "B" },
        { "response_minutes_mean", "best", 60, 60, 0, "B" },
        { "email_open_rate", "all, after 2021", 35.6, 35.6, 0, "B" },
        { "email_open_rate", "all, 2019", 22.7, 22.7, 2019, "A" },
        { "email_click_rate", "all, after 2021", 2.62, 2.62, 0, "B" },
        { "email_click_rate", "all, 2019", 2.91, 2.91, 2019, "A" },
        { "unsubscribe_rate", "all, after 2021", 0.22, 0.22, 0, "B" },
        { "unsubscribe_rate", "all, 2019", 0.25, 0.25, 2019, "A" },
        { "bounce_rate", "hard bounces, 2019", 0.40, 0.40, 2019, "A" },
        { "bounce_rate", "soft bounces, 2019", 0.61, 0.61, 2019, "A" },
        { "win_rate", "all", 21, 21, 0, "B" },
        { "win_rate", "qualified deals", 29, 29, 0, "B" },
        { "sales_cycle_days", "small business", 14, 30, 0, "B" },
        { "sales_cycle_days", "mid-market", 30, 90, 0, "B" },
        { "sales_cycle_days", "enterprise", 90, 180, 0, "B" },
        { "net_revenue_retention", "SaaS", 101, 101, 2024, "A-" },
        { "gross_revenue_retention", "SaaS", 88, 93, 2024, "A-" },
        { "clv_to_cac", "all", 3, 5, 0, "B" },
        { "cac", "e-commerce", 70, 70, 0, "B" },
        { "cac", "B2B SaaS", 702, 702, 0, "B" },
        { "visitor_conversion_rate", "all", 2.3, 2.3, 0, "B" },
        { "visitor_conversion_rate", "e-commerce", 1.4, 1.4, 0, "B" },
        { "average_order_value", "e-commerce", 130, 130, 0, "B" },
        { "items_per_order", "e-commerce", 2.87, 2.87, 0, "B" },
    };

    public static TheoryData<string> Ids { get; } = [.. KpiCatalogue.BuiltIn.All.Select(kpi => kpi.Id)];

    [Theory]
    [MemberData(nameof(Page))]
    public void Entry_OfAKpiOfThePage_SaysWhatThePageSays(string id, string family, string unit, string better, string windows, string carriers)
    {
        var kpi = Entry(id);

        Assert.Equal(
            (family, unit, better, windows, carriers),
            (kpi.Family, kpi.UnitText, Word(kpi.Better), string.Join(", ", kpi.Windows), string.Join(", ", kpi.Carriers.Select(Word))));
    }

    [Fact]
    public void Catalogue_HoldsEveryKpiOfThePageOnceAndNoOther()
    {
        var page = Page.Select(row => (string)row[0]).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(KpisOfThePage, page.Distinct().Count());
        Assert.Equal(page, KpiCatalogue.BuiltIn.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal));
    }

    /// <summary>The last row of section 3's table.</summary>
    [Theory]
    [InlineData("cac", "channel")]
    [InlineData("clv_to_cac", "channel")]
    [InlineData("cost_per_lead", "campaign")]
    [InlineData("expense_to_revenue", "channel, campaign")]
    [InlineData("campaign_roi", "campaign")]
    [InlineData("cost_per_ticket", "channel")]
    [InlineData("crm_roi", "")]
    [InlineData("retention_cost", "")]
    [InlineData("cac_to_retention_cost", "")]
    public void Dimensions_OfAKpiWithSpend_AreOnlyThoseOfThePage(string id, string dimensions) =>
        Assert.Equal(dimensions, string.Join(", ", Entry(id).Dimensions!));

    [Fact]
    public void Dimensions_OfAKpiWithoutSpend_AreItsCarriers() =>
        Assert.All(KpiCatalogue.BuiltIn.All, kpi => Assert.Equal(kpi.Carriers.Contains(Carrier.Spend), kpi.Dimensions is not null));

    [Theory]
    [MemberData(nameof(Ids))]
    public void MinimumSample_OfAKpi_FollowsItsKind(string id)
    {
        var kpi = Entry(id);
        var expected = kpi.Unit is KpiUnit.Percent or KpiUnit.Points ? 30 : kpi.Formula is MedianFormula or FlowFormula ? 10 : 1;

        Assert.Equal(expected, kpi.MinimumSample);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Scale_OfAQuotient_IsAHundredForPercentAndPointsOnly(string id)
    {
        if (Entry(id) is { Formula: QuotientFormula quotient } kpi)
            Assert.Equal(kpi.Unit is KpiUnit.Percent or KpiUnit.Points ? 100 : 1, quotient.Scale);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Parts_OfAFormulaOfKpis_HaveEachOfItsWindows(string id)
    {
        var kpi = Entry(id);

        Assert.All(kpi.Formula.Kpis, part => Assert.Subset(Entry(part).Windows.ToHashSet(), kpi.Windows.ToHashSet()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Texts_OfAKpi_AreAQuestionASentenceAndTwoOrThreeActions(string id)
    {
        var kpi = Entry(id);

        Assert.NotEmpty(kpi.Name);
        Assert.EndsWith("?", kpi.Question, StringComparison.Ordinal);
        Assert.EndsWith(".", kpi.Pitfall, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", kpi.Pitfall, StringComparison.Ordinal);
        Assert.InRange(kpi.Playbook.Count, 2, 3);
        Assert.All(kpi.Playbook, action => Assert.Matches("[.?]$", action));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Figure_OfThePage_IsInTheCatalogue(string id, string industry, double low, double high, int year, string grade)
    {
        var figure = Assert.Single(Entry(id).IndustryFigures, f => f.Industry == industry);

        Assert.Equal((low, high, year, grade), (figure.Low, figure.High, figure.Year ?? 0, figure.Grade));
        Assert.NotEmpty(figure.Source);
    }

    [Fact]
    public void Catalogue_HoldsNoFigureThatThePageHasNot() =>
        Assert.Equal(Figures.Count, KpiCatalogue.BuiltIn.All.Sum(kpi => kpi.IndustryFigures.Count));

    private static Kpi Entry(string id) => Assert.Single(KpiCatalogue.BuiltIn.All, kpi => kpi.Id == id);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
