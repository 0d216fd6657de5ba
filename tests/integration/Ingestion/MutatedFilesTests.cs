using System.Globalization;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Tests.Support.Files;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>Damaged files of every format: nothing fails, everything ends, and the accounts add up.</summary>
public sealed class MutatedFilesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Rounds = 8;
    private const long MostMemory = 256L << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task MutatedFiles_AreUsedOrRefused_AndTheAccountsAddUp(int seed)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var files = MutatedFiles.Of(seed).Take(Rounds * MutatedFiles.Kinds).ToList();
        for (var i = 0; i < files.Count; i++)
            await inbox.UploadAsync(string.Create(CultureInfo.InvariantCulture, $"{i:000}/{files[i].Name}"), files[i].Content);

        var outcome = await inbox.Service().ReconcileAsync(default).WaitAsync(TimeSpan.FromMinutes(3));

        Assert.Equal((files.Count, 0, 0), (outcome.Seen, outcome.Failed, outcome.Waiting));
        var ledger = await inbox.LedgerAsync();
        Assert.All(ledger, row => Assert.Equal(row.RowsIn, row.Accepted + row.Rejected + row.Unchanged));
        Assert.All(ledger, row => Assert.True(row.State is LedgerState.Ingested or LedgerState.Unchanged || (row.State == LedgerState.Rejected && row.Message is { Length: > 0 }), $"{row.Path}: {row.State}"));
        Assert.All(ledger.Where(row => row.Rejected > 0), row => Assert.NotNull(row.RejectsBlob));
        Assert.True(ledger.Count(row => row.Accepted > 0) >= files.Count / 10, "some stay sound");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, MostMemory);
        Assert.Equal(0, (await inbox.Service().ReconcileAsync(default)).Ingested);
    }
}
