using CrmServerless.Azurite;
using Xunit;

namespace CrmServerless.Tests.Support.Storage;

/// <summary>
/// Real storage for tests: <c>public sealed class MyTests(AzuriteFixture azurite) : IClassFixture&lt;AzuriteFixture&gt;</c>. One in-memory Azurite
/// serves the whole test process, so classes run in parallel; each test that asks for an account gets one that nobody used before.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int AccountsPerProcess = 800;

    private static readonly Lazy<Task<Pool>> Shared = new(StartAsync);

    private Pool? pool;

    /// <summary>The server behind all accounts. Never dispose it: other tests use it, and it ends with the test process.</summary>
    public AzuriteServer Server => Ready.Server;

    private Pool Ready => pool ?? throw new InvalidOperationException("xunit has not initialised the fixture yet.");

    public TestAccount NewAccount() => Ready.Next();

    public async Task InitializeAsync() => pool = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<Pool> StartAsync()
    {
        AzuriteAccount[] accounts = [.. Enumerable.Range(1, AccountsPerProcess).Select(number => AzuriteAccount.WithRandomKey($"test{number}"))];
        return new Pool(await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = accounts }), accounts);
    }

    private sealed class Pool(AzuriteServer server, AzuriteAccount[] accounts)
    {
        private int given;

        public AzuriteServer Server => server;

        public TestAccount Next()
        {
            var index = Interlocked.Increment(ref given) - 1;
            return index < accounts.Length
                ? new TestAccount(accounts[index], server)
                : throw new InvalidOperationException($"More than {AccountsPerProcess} accounts were taken by one test process; raise the number.");
        }
    }
}
