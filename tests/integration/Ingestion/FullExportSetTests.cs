using System.Text;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Files;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>Exports of everything that come in several files: zips, and numbered parts.</summary>
public sealed class FullExportSetTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task FilesOfAZip_AreOneExport_ForEachEntityInIt()
    {
        var inbox = await FullAsync();
        await ZipAsync(inbox, "20260302T060000Z", ("x/customers-1.csv", Rows("a b c")), ("x/customers-2.csv", Rows("d e f")), ("deals.csv", Rows("1 2 3 4 5")));

        var zip = await ZipAsync(inbox, "20260303T060000Z", ("x/customers-1.csv", Rows("a c d")), ("x/customers-2.csv", Rows("e f")), ("deals.csv", Rows("1 2 3 4")));

        Assert.Equal((LedgerState.Ingested, 2, "3 files; customers: 1 of 6 are not in it any more: deleted; deals: 1 of 5 are not in it any more: deleted"), (zip.State, zip.Deleted, zip.Message));
        Assert.Equal("a= b=2026-03-03T06:00:00Z c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));
        Assert.Equal("1= 2= 3= 4= 5=2026-03-03T06:00:00Z", await DeletedAsync(inbox, Entities.Deals));
    }

    [Fact]
    public async Task ZipWithAFileThatIsNotUnderstood_DeletesNothing_UntilAMappingMendsIt()
    {
        var inbox = await FullAsync();
        await ZipAsync(inbox, "20260302T060000Z", ("customers.csv", Rows("a b c d e f")));

        var zip = await ZipAsync(inbox, "20260303T060000Z", ("customers.csv", Rows("a b c d e")), ("more.csv", "Nr,Colour\nf,red\n"));
        Assert.Equal((LedgerState.Rejected, 0), (zip.State, zip.Deleted));
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));

        await inbox.ConfigureAsync("mappings/more.yaml", "entity: customers\nfiles: more.csv\ncolumns: {id: Nr, tier: Colour}");
        await inbox.Service().ReconcileAsync(default);

        Assert.Equal(LedgerState.Ingested, (await inbox.LedgerAsync()).Single(r => r.Path == zip.Path).State);
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));
    }

    [Fact]
    public async Task HeldZip_IsReleasedByItsOwnName()
    {
        var inbox = await FullAsync();
        await ZipAsync(inbox, "20260302T060000Z", ("customers.csv", Rows("a b c d")));
        var held = await ZipAsync(inbox, "20260303T060000Z", ("customers.csv", Rows("a b")));
        Assert.Equal((2, "1 file; customers: would delete 2 of 4; limit 20 %; held until `crm release acme/all-20260303T060000Z.zip`"), (held.Held, held.Message));

        Assert.True(await inbox.Ledger.ReleaseAsync(held, default));
        await inbox.Service().ReconcileAsync(default);

        Assert.Equal("a= b= c=2026-03-03T06:00:00Z d=2026-03-03T06:00:00Z", await DeletedAsync(inbox, Entities.Customers));
    }

    [Fact]
    public async Task NumberedParts_AreWholeOnceNoneCameForAnHour_AndAreSweptOnce()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync("customers-20260302T060000Z_001.csv", Rows("a b c"));
        await inbox.DeliverAsync("customers-20260302T060000Z_002.csv", Rows("d e f"));
        await inbox.DeliverAsync("customers-20260303T060000Z_001.csv", Rows("a b"));
        await inbox.DeliverAsync("customers-20260303T060000Z_002.csv", Rows("c d e"));

        var now = TimeProvider.System.GetUtcNow();
        await inbox.Service(new ManualTime(now.AddMinutes(50))).ReconcileAsync(default);
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));

        await inbox.Service(new ManualTime(now.AddMinutes(70))).ReconcileAsync(default);
        Assert.Equal("a= b= c= d= e= f=2026-03-03T06:00:00Z", await DeletedAsync(inbox, Entities.Customers));
        var set = Assert.Single(await inbox.LedgerAsync(), r => r.Path == "customers-20260303T060000Z.csv (all parts)");
        Assert.Equal((LedgerState.Ingested, 1, 0, "customers: 1 of 6 are not in it any more: deleted"), (set.State, set.Deleted, set.RowsIn, set.Message));

        var before = (await inbox.Records.SnapshotAsync(default)).Sequence;
        await inbox.Service(new ManualTime(now.AddMinutes(190))).ReconcileAsync(default);
        Assert.Equal(before, (await inbox.Records.SnapshotAsync(default)).Sequence);
    }

    [Fact]
    public async Task PartsWithAGap_AreNotWhole_AndAPartThatComesLateBringsItsRecordsBack()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync("customers-20260302T060000Z_1.csv", Rows("a b c d e f"));
        await inbox.Service(Later(2)).ReconcileAsync(default);
        await inbox.DeliverAsync("customers-20260303T060000Z_1.csv", Rows("a b c"));
        await inbox.DeliverAsync("customers-20260303T060000Z_3.csv", Rows("e"));

        await inbox.Service(Later(2)).ReconcileAsync(default);
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));

        await inbox.DeliverAsync("customers-20260303T060000Z_2.csv", Rows("d"));
        await inbox.Service(Later(2)).ReconcileAsync(default);
        Assert.Equal("a= b= c= d= e= f=2026-03-03T06:00:00Z", await DeletedAsync(inbox, Entities.Customers));

        await inbox.DeliverAsync("customers-20260303T060000Z_4.csv", Rows("f"));
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox, Entities.Customers));
    }

    private static ManualTime Later(int hours) => new(TimeProvider.System.GetUtcNow().AddHours(hours));

    private async Task<TestInbox> FullAsync()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("sources.yaml", "sources:\n  acme:\n    vendor: generic\n    delivery: full\n");
        return inbox;
    }

    private static async Task<LedgerRow> ZipAsync(TestInbox inbox, string time, params (string Path, string Text)[] files)
    {
        await inbox.UploadAsync($"all-{time}.zip", TestWorkbook.Zip([.. files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text)))]));
        return (await inbox.Service().IngestAsync(TestInbox.Source, $"all-{time}.zip", default)).Row!;
    }

    private static string Rows(string ids) => "id,created_at,modified_at\n" + string.Concat(ids.Split(' ').Select(id => $"{id},2026-01-01,2026-01-01T00:00:00Z\n"));

    private static async Task<string> DeletedAsync(TestInbox inbox, EntitySchema entity) =>
        string.Join(' ', (await inbox.RecordsAsync(entity, "deleted_at")).Select(r => r.Replace(": deleted_at", "", StringComparison.Ordinal)));
}
