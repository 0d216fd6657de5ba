using CrmServerless.Cli.App;
using CrmServerless.Cli.Local.Hosting;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Cli.Demo;

/// <summary>Watches the outbox until nothing in it waits any more.</summary>
internal sealed class OutboxWatch(OutboxStore outbox, AppClient app, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Has the app send what is due until all deliveries of the days are sent or given up; returns them by day.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> WaitAsync(DateOnly from, DateOnly to, IProgress<string> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entries = await ListAsync(from, to, cancellationToken);
            var waiting = entries.Count(entry => entry.State is DeliveryState.Pending or DeliveryState.Sending or DeliveryState.Accepted);
            if (waiting == 0)
            {
                return entries;
            }

            progress.Report($"{waiting} of {entries.Count} wait");
            await app.StartAsync(LocalFunctions.OutboxTimer, cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<OutboxEntry>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var entries = new List<OutboxEntry>();
        await foreach (var entry in outbox.ListAsync(from, to, cancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
