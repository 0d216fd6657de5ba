using CrmServerless.Tests.Support.Metrics;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>A KPI of kpis.yaml is judged and told like any other, worse being what its declaration says.</summary>
public sealed class DeclaredKpiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("down", 70, "Loss rate 70 %")]
    [InlineData("down", 40, null)]
    [InlineData("up", 70, null)]
    public async Task Rule_OverADeclaredKpi_AlertsInItsWorseDirection(string better, double lost, string? told)
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Metrics = new HandMadeMetrics(AlertBench.Start).Share("loss_rate", 30, "all", _ => (lost, 100));
        bench.KpisYaml = $$"""
            kpis:
            - {id: loss_rate, name: Loss rate, question: What do we lose?, unit: percent, better: {{better}}, windows: [30], playbook: [Ask three of them why.],
               formula: {ratio: {of: deals_lost, to: [deals_won, deals_lost]} } }
            """;
        bench.BenchmarksYaml = "rules: [{kpi: loss_rate, benchmark: {kind: expectation, target: 50}, warning: 10%}]";
        bench.ManagersYaml = "people: [{id: anna, name: Anna, email: anna@example.com}]\nroutes: [{families: [own], to: anna}]";

        var night = await bench.EvaluateAsync(AlertBench.Break);

        Assert.Equal(told is null ? 0 : 1, night.Deliveries.Count);
        Assert.All(night.Deliveries, delivery => Assert.Contains(told!, delivery.Content.Mail!.Text, StringComparison.Ordinal));
        Assert.All(night.Deliveries, delivery => Assert.Contains("Ask three of them why.", delivery.Content.Mail!.Text, StringComparison.Ordinal));
    }
}
