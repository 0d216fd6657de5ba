using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>The work done once without disturbance: what every other run must come to, and how many writes it takes.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    private EndState? end;

    public AzuriteFixture Azurite { get; } = new();

    /// <summary>Writes that ingesting all files takes, one after the other.</summary>
    public long IngestionWrites { get; private set; }

    /// <summary>Writes that computing takes.</summary>
    public long ComputeWrites { get; private set; }

    internal EndState End => end ?? throw new InvalidOperationException("xunit has not initialised the fixture yet.");

    public async Task InitializeAsync()
    {
        await Azurite.InitializeAsync();
        await using var business = await Business.NewAsync(Azurite);
        await using var host = await business.StartHostAsync(isTriggered: false);
        await host.RunAsync("Reconcile");
        await business.IngestedAsync(Business.Files.Count);
        IngestionWrites = business.Gate.Passed;

        var job = await host.OrderComputeAsync(Business.From, Business.To);
        business.Gate.AllowAll();
        await host.RunAsync("Jobs");
        await business.CompletedAsync(job, host);
        ComputeWrites = business.Gate.Passed;
        end = await business.EndStateAsync(host);
    }

    public Task DisposeAsync() => Azurite.DisposeAsync();
}
