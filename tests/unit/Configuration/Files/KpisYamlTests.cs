using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Files;

public sealed class KpisYamlTests
{
    private const string Head = "kpis:\n- {id: mine, name: Mine, question: How much?, better: up, ";

    [Fact]
    public void Ratio_WithDefaults_IsAPercentageOfCounts()
    {
        var kpi = Only(Head + "unit: percent, windows: [90, 30], formula: {ratio: {of: deals_lost, to: [deals_won, deals_lost]}}}");

        Assert.Equal(("mine", "Mine", "own", CrmServerless.Kpis.Unit.Percent, Direction.Up, 30), (kpi.Id, kpi.Name, kpi.Family, kpi.Unit, kpi.Better, kpi.MinimumSample));
        Assert.Equal([30, 90], kpi.Windows);
        Assert.Equal([Carrier.Deal], kpi.Carriers);
        Assert.Null(kpi.Dimensions);
        Assert.Equal(new QuotientFormula(Known.DealsLost, Known.DealsWon + Known.DealsLost, 100), kpi.Formula);
    }

    [Fact]
    public void Ratio_OfMoneyOverMoney_HasTheNumberOfAmountsAsSample()
    {
        var kpi = Only(Head + "unit: percent, windows: [90], formula: {ratio: {of: attributed_revenue, to: revenue}}}");

        Assert.Equal(new QuotientFormula(Known.AttributedRevenue, Known.Revenue, 100, Known.SalesWithAmount), kpi.Formula);
    }

    [Fact]
    public void Ratio_OfSpendToNewCustomers_IsSplitByWhatBothHave()
    {
        var kpi = Only(Head + "unit: money, windows: [90], formula: {ratio: {of: acquisition_spend, to: new_customers}}}");

        Assert.Equal(["channel"], kpi.Dimensions!);
        Assert.Equal(Reach.Activity, kpi.Reach);
        Assert.Equal([Carrier.Spend, Carrier.Customer], kpi.Carriers);
    }

    [Fact]
    public void Difference_OfMoney_AddsUpTheSamples()
    {
        var kpi = Only(Head + "unit: money, windows: [30], formula: {difference: [amount_won, amount_lost]}}");

        Assert.Equal(new SumFormula(Term.FromMeasure(Known.AmountWon) - Known.AmountLost, Known.DealsWonWithAmount + Known.DealsLostWithAmount), kpi.Formula);
        Assert.Equal(1, kpi.MinimumSample);
    }

    [Fact]
    public void Everything_Stated_IsTaken()
    {
        var kpi = Only(Head + "unit: count, windows: [0], formula: {ratio: {of: {difference: [open_tickets, dormant]}, to: active_customers, factor: 1000}}, sample: active_customers, "
            + "dimensions: [region], minimumSample: 7, family: service, pitfall: Beware., playbook: [Do this., Then that.]}");

        Assert.Equal(new QuotientFormula(Term.FromMeasure(Known.OpenTickets) - Known.Dormant, Known.ActiveCustomers, 1000, Known.ActiveCustomers), kpi.Formula);
        Assert.Equal(["region"], kpi.Dimensions!);
        Assert.Equal((7, "service", "Beware."), (kpi.MinimumSample, kpi.Family, kpi.Pitfall));
        Assert.Equal(["Do this.", "Then that."], kpi.Playbook);
    }

    [Theory]
    [InlineData("unit: count, windows: [30], formula: {sum: [deals_wonn]}", "kpis[1].formula.sum[1]: found 'deals_wonn', expected the id of a measure that adds up (`crm kpis --measures` lists them); did you mean 'deals_won'?")]
    [InlineData("unit: days, windows: [30], formula: {sum: [sales_cycle]}", "kpis[1].formula.sum[1]: found 'sales_cycle', expected the id of a measure that adds up (`crm kpis --measures` lists them)")]
    [InlineData("unit: count, windows: [30], formula: {sum: []}", "kpis[1].formula.sum: found a list, expected one or more measures, each once")]
    [InlineData("unit: count, windows: [30], formula: {sum: [sales, sales]}", "kpis[1].formula.sum: found a list, expected one or more measures, each once")]
    [InlineData("unit: count, windows: [30], formula: {difference: [sales]}", "kpis[1].formula.difference: found a list, expected two or more measures, each once: the others are taken from the first")]
    [InlineData("unit: percent, windows: [30], formula: {ratio: {of: sales}}", "kpis[1].formula.ratio.to: found nothing, expected a measure, or a list of measures to be added")]
    [InlineData("unit: percent, windows: [30], formula: {ratio: {of: [], to: sales}}", "kpis[1].formula.ratio.of: found a list, expected one or more measures, each once")]
    [InlineData("unit: percent, windows: [30], formula: {ratio: {of: tickets, to: sales, factor: 1}}", "kpis[1].formula.ratio.factor: found '1', expected 100: percentages and points are parts of a hundred")]
    [InlineData("unit: count, windows: [30], formula: {sum: [sales], difference: [sales, tickets]}", "kpis[1].formula: found a map, expected one of ratio: {of, to}, sum: [measures] or difference: [measures]")]
    [InlineData("unit: count, windows: [30]", "kpis[1].formula: found nothing, expected one of ratio: {of, to}, sum: [measures] or difference: [measures]")]
    [InlineData("unit: count, windows: [], formula: {sum: [sales]}", "kpis[1].windows: found a list, expected one or more windows in days, e.g. [30, 90]; 0 is the state at the day's end")]
    [InlineData("unit: count, windows: [731], formula: {sum: [sales]}", "kpis[1].windows[1]: found '731', expected a whole number from 0 to 730")]
    [InlineData("unit: count, windows: [7, 7], formula: {sum: [sales]}", "kpis[1].windows: found a list, expected each window once")]
    [InlineData("unit: count, windows: [0, 7], formula: {sum: [open_deals, sales]}", "kpis[1].windows: found a list, expected windows of 1 day or more: sales is no state at the day's end")]
    [InlineData("unit: count, windows: [7], formula: {sum: [open_deals]}", "kpis[1].windows: found a list, expected [0]: open_deals are states at the day's end, whatever the window")]
    [InlineData("unit: money, windows: [30], formula: {sum: [all_spend]}", "kpis[1].sample: found nothing, expected a measure that counts: nothing counts the facts of all_spend")]
    [InlineData("unit: euro, windows: [30], formula: {sum: [sales]}", "kpis[1].unit: found 'euro', expected one of percent, points, count, money, ratio, days, hours, minutes, orders, items, %")]
    [InlineData("unit: count, windows: [30], formula: {sum: [sales]}, colour: red", "kpis[1].colour: found an unknown key, expected one of better, dimensions, family, formula, id, minimumSample, name, pitfall, playbook, question, sample, unit, windows")]
    [InlineData("unit: money, windows: [30], formula: {ratio: {of: marketing_spend, to: leads}}, dimensions: [channel]", "kpis[1].dimensions: found a list, expected dimensions that the measures share (campaign), not channel")]
    public void Declaration_WithAnError_NamesIt(string rest, string error) => Assert.Equal([error], InLine2(Parse($"{Head}{rest}}}")));

    [Fact]
    public void MeasuresThatShareNoDimension_AreRefused_UnlessOnlyTheWholeBusinessIsAskedFor()
    {
        const string formula = "unit: money, windows: [30], formula: {ratio: {of: all_spend, to: [leads, visitors]}}";

        Assert.Equal(
            ["kpis[1].formula: found a map, expected measures that share a dimension, or 'dimensions: []' for the whole business alone: all_spend (campaign, channel, source), "
                + "leads (campaign, channel, first_response_bucket, industry, lead_source, owner, region, source, tier), visitors (action, channel, source) share none"],
            InLine2(Parse($"{Head}{formula}}}")));
        Assert.Empty(Only($"{Head}{formula}, dimensions: []}}").Dimensions!);
    }

    [Theory]
    [InlineData("win_rate", "the product has a KPI win_rate already")]
    [InlineData("mine", "another KPI here has it already")]
    public void Id_Taken_IsRefused(string id, string why)
    {
        var second = $"\n- {{id: {id}, name: Other, question: How many?, better: up, unit: count, windows: [30], formula: {{sum: [sales]}}}}";

        var configuration = Parse(Head + "unit: count, windows: [30], formula: {sum: [sales]}}" + second);

        Assert.Equal([$"kpis.yaml:3:8: kpis[2].id: found '{id}', expected an id of its own: {why}"], configuration.Errors.Lines());
    }

    [Fact]
    public void Id_NotInLowerCase_IsRefused() =>
        Assert.Equal(
            ["kpis.yaml:2:8: kpis[1].id: found 'Mine', expected an id of lower-case letters, digits and _, e.g. loss_rate"],
            Parse((Head + "unit: count, windows: [30], formula: {sum: [sales]}}").Replace("mine", "Mine", StringComparison.Ordinal)).Errors.Lines());

    [Fact]
    public void BrokenDeclaration_IsNoErrorOfTheRulesThatNameIt_AndNoCatalogue()
    {
        var configuration = Parse(
            Head + "unit: count, windows: [30], formula: {sum: [nothing]}}",
            ("benchmarks.yaml", "rules: [{kpi: mine, benchmark: {kind: history}}]"),
            ("managers.yaml", "people: [{id: a, email: a@example.com}]\nroutes: [{kpis: [mine], families: [own], to: a}]"));

        Assert.Equal("kpis.yaml", Assert.Single(configuration.Errors).File);
        Assert.Throws<BrokenConfigurationException>(() => configuration.Kpis);
    }

    [Fact]
    public void DeclaredKpi_StandsInRulesAndRoutes()
    {
        var configuration = Parse(
            Head + "unit: count, windows: [30], formula: {sum: [tickets, deals_lost]}, dimensions: [region]}",
            ("benchmarks.yaml", "rules: [{kpi: mine, benchmark: {kind: expectation, target: 5}}]"),
            ("managers.yaml", "people: [{id: a, email: a@example.com}]\nroutes: [{kpis: [mine], families: [own], to: a}]"));

        Assert.Empty(configuration.Errors);
        Assert.Equal(("mine", 30), (Assert.Single(configuration.Benchmarks).Kpi, configuration.Benchmarks[0].Window));
    }

    private static IEnumerable<string> InLine2(CrmConfiguration configuration) => configuration.Errors.Select(error =>
    {
        Assert.Equal(("kpis.yaml", 2), (error.File, error.Line));
        return $"{error.Key}: found {error.Found}, expected {error.Expected}";
    });

    private static Kpi Only(string yaml)
    {
        var configuration = Parse(yaml);
        Assert.Empty(configuration.Errors);
        return configuration.Kpis.All[KpiCatalogue.BuiltIn.All.Count];
    }

    private static CrmConfiguration Parse(string yaml, params (string Name, string Text)[] others) =>
        new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings("owner@example.com", null), null)
            .Parse([.. others.Prepend(("kpis.yaml", yaml)).Select(file => Some.File(file.Item1, file.Item2))]);
}
