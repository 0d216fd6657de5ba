using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;
using CrmServerless.Records;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>KPIs of kpis.yaml, computed.</summary>
public sealed class DeclaredKpiTests
{
    /// <summary>
    /// Deals of region North: D1 won for 100 on 10 March, D2 lost on the 12th, D3 lost on the 15th and deleted on the 18th, all created on 1 March. One
    /// ticket without a customer on the 11th. No spend.
    /// </summary>
    private static readonly GeneratedCompany Company = GeneratedCompany.Empty()
        .Add(Entities.Customers, ("id", "A"), ("region", "North"), ("created_at", Day(1)))
        .Add(Entities.Deals, ("id", "D1"), ("customer_id", "A"), ("created_at", Day(1)), ("status", "won"), ("closed_at", Day(10)), ("amount", 100m))
        .Add(Entities.Deals, ("id", "D2"), ("customer_id", "A"), ("created_at", Day(1)), ("status", "lost"), ("closed_at", Day(12)))
        .Add(Entities.Deals, ("id", "D3"), ("customer_id", "A"), ("created_at", Day(1)), ("status", "lost"), ("closed_at", Day(15)), ("deleted_at", Day(18)))
        .Add(Entities.Tickets, ("id", "T1"), ("created_at", Day(11)));

    [Theory]
    [InlineData("percent", "ratio: {of: deals_lost, to: [deals_won, deals_lost]}", 15, "all", 200.0 / 3, 2.0, 3.0, 3)]
    [InlineData("percent", "ratio: {of: deals_lost, to: [deals_won, deals_lost]}", 18, "all", 50.0, 1.0, 2.0, 2)]
    [InlineData("percent", "ratio: {of: deals_lost, to: [deals_won, deals_lost]}", 18, "region=North", 50.0, 1.0, 2.0, 2)]
    [InlineData("percent", "ratio: {of: deals_lost, to: [deals_won, deals_lost]}", 9, "all", null, 0.0, 0.0, 0)]
    [InlineData("count", "ratio: {of: tickets, to: deals_won, factor: 1000}", 15, "all", 1000.0, 1.0, 1.0, 1)]
    [InlineData("count", "ratio: {of: deals_lost, to: tickets}", 10, "all", null, 0.0, 0.0, 0)]
    [InlineData("count", "ratio: {of: tickets, to: deals_won}", 10, "all", null, null, null, 0)]
    [InlineData("count", "sum: [deals_lost, deals_won]", 15, "all", 3.0, null, null, 3)]
    [InlineData("count", "sum: [deals_lost, deals_won]", 9, "all", 0.0, null, null, 0)]
    [InlineData("count", "sum: [tickets, deals_lost]", 15, "all", 3.0, null, null, 3)]
    [InlineData("count", "sum: [tickets, deals_lost]", 10, "all", null, null, null, 0)]
    [InlineData("count", "sum: [tickets, deals_lost]", 15, "region=North", 2.0, null, null, 2)]
    [InlineData("count", "sum: [tickets, deals_lost]", 15, "region=(none)", 1.0, null, null, 1)]
    [InlineData("count", "difference: [deals_won, deals_lost]", 15, "all", -1.0, null, null, 3)]
    [InlineData("money", "difference: [amount_won, amount_lost]", 15, "all", 100.0, null, null, 1)]
    public async Task Value_IsTheOneByHand(string unit, string formula, int day, string segment, double? value, double? numerator, double? denominator, long sample)
    {
        var rows = await Company.ComputeAsync(Catalogue($"{{id: mine, name: Mine, question: What?, unit: {unit}, better: up, windows: [30], formula: {{{formula}}}}}"), "mine");

        var row = rows[("mine", 30, segment, Day(day))];

        Assert.Equal((numerator, denominator, sample, value is not null), (row.Numerator, row.Denominator, row.Sample, row.HasData));
        Assert.Equal(value ?? 0, row.Value ?? 0, 12);
    }

    [Fact]
    public async Task Value_OfSpendThatNobodyDelivers_IsNoData()
    {
        var rows = await Company.ComputeAsync(
            Catalogue("{id: mine, name: Mine, question: What?, unit: money, better: up, windows: [30], formula: {difference: [revenue, all_spend]}, sample: sales}"), "mine");

        Assert.All(rows.Values, row => Assert.False(row.HasData));
        Assert.DoesNotContain(rows.Keys, key => key.Segment.StartsWith("region=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task BuiltInKpis_DeclaredOnceMore_AreTheSameCellByCell(int seed)
    {
        var repeated = KpiCatalogue.BuiltIn.All.Where(kpi => Yaml(kpi.Formula) is not null).ToList();
        var catalogue = Catalogue([.. repeated.Select(Declaration)]);

        var rows = await GeneratedCompany.Of(seed).ComputeAsync(catalogue);

        Assert.True(repeated.Count > 50);
        foreach (var kpi in repeated)
        {
            var (own, built) = (rows.Values.Where(row => row.Kpi == $"own_{kpi.Id}").ToList(), rows.Values.Where(row => row.Kpi == kpi.Id));
            Assert.NotEmpty(own);
            Assert.Equal(built, own.Select(row => row with { Kpi = kpi.Id }));
        }
    }

    /// <summary>A pass that looks at some readers' windows only would feed a declared KPI nothing.</summary>
    [Fact]
    public async Task Measures_ReadByNobodyElse_AreTheSameAsBesideAllOthers()
    {
        var declared = KpiCatalogue.BuiltIn.Measures.Where(measure => measure.AddsUp).Select(measure =>
            $"{{id: m_{measure.Id}, name: M, question: What?, unit: count, better: up, windows: [{(measure.IsState ? 0 : 17)}], formula: {{sum: [{measure.Id}]}}, sample: {measure.Id}}}").ToArray();
        var catalogue = Catalogue(declared);
        var company = GeneratedCompany.Of(5);
        var together = await company.ComputeAsync(catalogue);

        foreach (var kpi in catalogue.All.Skip(KpiCatalogue.BuiltIn.All.Count))
        {
            var alone = await company.ComputeAsync(catalogue, kpi.Id);
            Assert.Equal(together.Values.Where(row => row.Kpi == kpi.Id), alone.Values);
        }
    }

    private static DateOnly Day(int day) => new(2024, 3, day);

    private static KpiCatalogue Catalogue(params string[] declarations)
    {
        var configuration = new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), null).Parse(
            [new ConfigFile("kpis.yaml", System.Text.Encoding.UTF8.GetBytes($"kpis:\n{string.Join('\n', declarations.Select(line => $"- {line}"))}\n"))]);
        Assert.Empty(configuration.Errors);
        return configuration.Kpis;
    }

    private static string Declaration(Kpi kpi)
    {
        var sample = kpi.Formula switch
        {
            QuotientFormula { Sample: { } term } => $", sample: {Yaml(term)}",
            SumFormula sum => $", sample: {Yaml(sum.Sample)}",
            _ => "",
        };
        var dimensions = kpi.Dimensions is null ? "" : $", dimensions: [{string.Join(", ", kpi.Dimensions)}]";
        return string.Create(CultureInfo.InvariantCulture,
            $"{{id: own_{kpi.Id}, name: Own, question: What?, unit: '{kpi.UnitText}', better: up, windows: [{string.Join(", ", kpi.Windows)}], formula: {{{Yaml(kpi.Formula)}}}{sample}{dimensions}}}");
    }

    /// <summary>The formula as kpis.yaml says it; null where it can't.</summary>
    private static string? Yaml(KpiFormula formula) => formula switch
    {
        _ when formula.Terms.SelectMany(term => term.Parts).Any(part => part.End != WindowEnd.AtDay || !part.Measure.AddsUp) => null,
        CountFormula count => $"sum: {Yaml(count.Count)}",
        SumFormula sum => $"sum: {Yaml(sum.Sum)}",
        QuotientFormula quotient => $"ratio: {{of: {Yaml(quotient.Numerator)}, to: {Yaml(quotient.Denominator)}, factor: {quotient.Scale}}}",
        _ => null,
    };

    private static string Yaml(Term term) => term switch
    {
        MeasureTerm measure => measure.Measure.Id,
        SumTerm { Left: MeasureTerm left, Right: MeasureTerm right, Sign: 1 } => $"{{sum: [{left.Measure.Id}, {right.Measure.Id}]}}",
        SumTerm { Left: MeasureTerm left, Right: MeasureTerm right } => $"{{difference: [{left.Measure.Id}, {right.Measure.Id}]}}",
        _ => throw new InvalidOperationException("more than two parts"),
    };
}
