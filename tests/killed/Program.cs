using System.Globalization;
using CrmServerless;
using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Tests.Killed;
using CrmServerless.Webhooks.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Ingests what lies in the inbox and in the log of webhooks, with the product's own registrations, and dies at once by SIGKILL after so many
// writes to storage; prints how many there were when it came to its end.
var connection = Environment.GetEnvironmentVariable(CrmServices.Connection) ?? throw new InvalidOperationException($"{CrmServices.Connection} is not set");
var writes = new CountedWrites(int.Parse(args[0], CultureInfo.InvariantCulture));
var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)connection)]).Build();
await using var crm = new ServiceCollection()
    .AddLogging()
    .AddSingleton(TimeProvider.System)
    .AddCrmServerless(settings)
    .AddSingleton(writes.Watch(connection))
    .BuildServiceProvider();

await crm.GetRequiredService<CrmStorage>().EnsureCreatedAsync(default);
await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
await crm.GetRequiredService<WebhookIngestion>().RunAsync(default);
Console.WriteLine(writes.Made.ToString(CultureInfo.InvariantCulture));
