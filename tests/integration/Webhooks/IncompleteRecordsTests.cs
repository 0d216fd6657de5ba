using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Reporting;
using CrmServerless.Tests.Support.Storage;
using CrmServerless.Webhooks.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Records that a vendor has only named are in no KPI before an export brings what they lack; then they are.</summary>
public sealed class IncompleteRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Named = """
        [{"occurredAt":1792231200000,"subscriptionType":"deal.creation","objectId":1},{"occurredAt":1792231200000,"subscriptionType":"company.creation","objectId":2},
        {"occurredAt":1792231200000,"subscriptionType":"contact.creation","objectId":3},{"occurredAt":1792231200000,"subscriptionType":"ticket.creation","objectId":4},
        {"occurredAt":1792231200000,"subscriptionType":"lead.creation","objectId":5},
        {"occurredAt":1792231260000,"subscriptionType":"deal.propertyChange","objectId":1,"propertyName":"dealstage","propertyValue":"closedwon"}]
        """;

    private static readonly DateOnly From = new(2026, 10, 10);
    private static readonly DateOnly To = new(2026, 10, 20);

    [Fact]
    public async Task NamedByHubSpot_ChangeNoMetricUntilAnExportCompletesThem()
    {
        await using var crm = await NewAsync();
        await UploadAsync(crm, "hubspot/deals.csv", "id,created_at,status,closed_at,amount\n8,2026-10-01,won,2026-10-12,100\n9,2026-10-02,lost,2026-10-13,50\n");
        var before = await MetricsAsync(crm);

        var run = await DeliverAsync(crm);
        var named = await MetricsAsync(crm);
        await UploadAsync(crm, "hubspot/deals-2026-10-19.csv", "id,created_at,closed_at,amount\n1,2026-10-14,2026-10-15,300\n");
        var completed = await MetricsAsync(crm);

        Assert.Equal((6, 0, 0), (run.Events, run.Rejected, run.Failed));
        Assert.Equal(before, named);
        Assert.Contains("2026-10-20,deals_won,30,all,1,", named);
        // The export says when it was made and how much it brought; that it is won, the webhook has said.
        Assert.Contains("2026-10-20,deals_won,30,all,2,", completed);
        Assert.Contains("2026-10-20,revenue,30,all,400,", completed);
    }

    private async Task<ServiceProvider> NewAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)azurite.NewAccount().ConnectionString)]).Build();
        var crm = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddCrmServerless(settings).BuildServiceProvider();
        await crm.GetRequiredService<CrmStorage>().EnsureCreatedAsync(default);
        return crm;
    }

    private static async Task UploadAsync(ServiceProvider crm, string blob, string text)
    {
        await crm.GetRequiredService<CrmStorage>().Container(StorageNames.Exports).GetBlobClient(blob).UploadAsync(new BinaryData(text));
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
    }

    private static async Task<WebhookRun> DeliverAsync(ServiceProvider crm)
    {
        await WebhookStore.AppendAsync(crm.GetRequiredService<CrmStorage>(), "hubspot", "hubspot", [(TimeProvider.System.GetUtcNow(), Named)], "2026/11/10/12/aaaaaaaaaaaa-1");
        return await crm.GetRequiredService<WebhookIngestion>().RunAsync(default);
    }

    private static async Task<string> MetricsAsync(ServiceProvider crm)
    {
        await crm.GetRequiredService<ComputeService>().ComputeAsync(From, To, default);
        await using var text = new StringWriter();
        await MetricCsv.WriteAsync(crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(From, To), default), text, default);
        return text.ToString();
    }
}
