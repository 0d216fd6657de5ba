using System.IO.Compression;
using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Tests.Integration.Webhooks;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>An account in whose inbox lies one of everything: a csv with a bad row, a zip, a packed file, two whole exports, and webhooks.</summary>
internal static class MixedInbox
{
    private const string Spend = "day,category,amount\n2026-01-01,marketing,10\n2026-01-01,marketing,5\n2026-01-02,sales,x\n2026-01-03,sales,2\n";
    private const string MoreSpend = "day,category,amount\n2026-01-01,marketing,7\n2026-01-04,sales,3\n";
    private const string Deals = "id,created_at,status,amount\n1,2026-01-05,open,10\n2,2026-01-06,open,20\n2,2026-01-06,open,20\n";
    private const string Monday = "id,name\na,A\nb,B\nc,C\nd,D\ne,E\nf,F\n";
    private const string Tuesday = "id,name\na,A\nb,B\nc,C\nd,D\ne,Eve\n";

    /// <summary>A new account with all that in it.</summary>
    /// <param name="azurite">Where it is.</param>
    /// <param name="at">When the webhooks came in.</param>
    public static async Task<TestAccount> NewAsync(AzuriteFixture azurite, DateTimeOffset at)
    {
        var account = azurite.NewAccount();
        var storage = CrmStorageFactory.FromConnectionString(account.ConnectionString);
        await storage.EnsureCreatedAsync(default);
        await UploadAsync(storage, StorageNames.Config, "sources.yaml", Encoding.UTF8.GetBytes("sources: {base: {full: true}}"));
        await UploadAsync(storage, StorageNames.Exports, "acme/spend.csv", Encoding.UTF8.GetBytes(Spend));
        await UploadAsync(storage, StorageNames.Exports, "acme/deals.csv.gz", Packed(Deals));
        await UploadAsync(storage, StorageNames.Exports, "night/night.zip", Zipped(("a/spend.csv", Spend), ("b/spend.csv", MoreSpend)));
        await UploadAsync(storage, StorageNames.Exports, "base/customers-20260302T060000Z.csv", Encoding.UTF8.GetBytes(Monday));
        await UploadAsync(storage, StorageNames.Exports, "base/customers-20260303T060000Z.csv", Encoding.UTF8.GetBytes(Tuesday));
        await SendAsync(storage, at);
        return account;
    }

    /// <summary>A change that comes twice, another, and one that can't be used.</summary>
    private static Task SendAsync(CrmStorage storage, DateTimeOffset at) => WebhookStore.AppendAsync(
        storage, "shop", "generic", new[] { Event("7", "\"paid\""), Event("7", "\"paid\""), Event("8", "\"pending\""), Event("", "1") }.Select(body => (at, body)), $"{at:yyyy'/'MM'/'dd'/'HH}/aaaaaaaaaaaa-1");

    private static string Event(string id, string status) =>
        $$$"""{"type":"orders.updated","timestamp":"2026-01-08T00:00:00Z","data":{"id":"{{{id}}}","status":{{{status}}},"ordered_at":"2026-01-07T00:00:00Z","amount":4}}""";

    private static async Task UploadAsync(CrmStorage storage, string container, string name, byte[] content) =>
        await storage.Container(container).GetBlobClient(name).UploadAsync(new BinaryData(content));

    private static byte[] Packed(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    private static byte[] Zipped(params (string Name, string Text)[] files)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return target.ToArray();
    }
}
