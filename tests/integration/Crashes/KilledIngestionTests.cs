using CrmServerless.Configuration;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>SIGKILL after every write that an ingestion makes, then started again: nothing lost, nothing doubled.</summary>
public sealed class KilledIngestionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int AtOnce = 2;

    [Fact]
    public async Task Sigkill_AfterEachWrite_StartedAgain_SameLedgerRecordsAndRejects()
    {
        var at = TimeProvider.System.GetUtcNow();
        var undisturbed = await MixedInbox.NewAsync(azurite, at);
        var writes = await KilledProcess.RunToEndAsync(undisturbed.ConnectionString);
        var expected = await EndStateAsync(undisturbed);
        AssertWhole(expected);

        // At least begun, segment, commit and done of each of the eight deliveries.
        Assert.InRange(writes, 32, 200);
        await Parallel.ForEachAsync(Enumerable.Range(1, writes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (write, _) =>
        {
            var account = await MixedInbox.NewAsync(azurite, at);
            await KilledProcess.RunUntilKilledAsync(account.ConnectionString, write);
            await KilledProcess.RunToEndAsync(account.ConnectionString);
            expected.AssertSame(await EndStateAsync(account));
        });
    }

    /// <summary>What all ends are held against is what it should be.</summary>
    private static void AssertWhole(EndState end)
    {
        Assert.Contains("acme/spend.csv Ingested spend 4 = 3 + 1 + 0 ", end.Ledger, StringComparison.Ordinal);
        Assert.Contains("acme/deals.csv.gz Ingested deals 3 = 2 + 0 + 1 ", end.Ledger, StringComparison.Ordinal);
        Assert.Contains("night/night.zip/b/spend.csv Ingested spend 2 = 2 + 0 + 0 ", end.Ledger, StringComparison.Ordinal);
        Assert.Contains("base/customers-20260303T060000Z.csv Ingested customers 5 = 1 + 0 + 4 ", end.Ledger, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^customers 6 ", end.Records);
        Assert.Matches(@"(?m)^orders 2 ", end.Records);
        Assert.Matches(@"(?m)^spend 5 ", end.Records);
        Assert.Contains("found 'x', expected a number", end.Rejects, StringComparison.Ordinal);
    }

    private static Task<EndState> EndStateAsync(TestAccount account) =>
        EndState.ReadAsync(CrmStorageFactory.FromConnectionString(account.ConnectionString), metrics: string.Empty);
}
