using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>A night computed, judged and told without disturbance: what every other one must come to, and how many writes it takes.</summary>
public sealed class UndisturbedNight : IAsyncLifetime
{
    public AzuriteFixture Azurite { get; } = new();

    public long Writes { get; private set; }

    public string Tellings { get; private set; } = string.Empty;

    public int Mails { get; private set; }

    public async Task InitializeAsync()
    {
        await Azurite.InitializeAsync();
        await using var night = await AlertedNight.NewAsync(Azurite);
        await using var host = await night.StartHostAsync("04:00");
        await night.PrepareAsync(host);
        night.Gate.AllowAll();
        await host.RunAsync("Night");
        await night.EndedAsync(host);
        (Writes, Tellings, Mails) = (night.Gate.Passed, await night.TellingsAsync(), night.Mails.Count);
    }

    public Task DisposeAsync() => Azurite.DisposeAsync();
}
