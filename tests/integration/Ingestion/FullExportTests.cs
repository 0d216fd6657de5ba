using CrmServerless.Ingestion.Ledger;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>Sources that deliver everything each time: what an export lacks is deleted at its time.</summary>
public sealed class FullExportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Monday = "customers-20260302T060000Z.csv";
    private const string Tuesday = "customers-20260303T060000Z.csv";
    private const string Wednesday = "customers-20260304T060000Z.csv";

    [Fact]
    public async Task RecordThatIsMissing_IsDeletedAtTheExportsTime_OthersOfTheSourceAndOtherSourcesStay()
    {
        var inbox = await FullAsync();
        await Store(inbox, "shop", Entities.Customers, "f", "2026-01-01T00:00:00Z");
        await inbox.DeliverAsync("deals.csv", "id,created_at\n1,2026-02-01\n");
        await inbox.DeliverAsync(Monday, Customers("a b c d e f"));

        var row = await inbox.DeliverAsync(Tuesday, Customers("a b c d e g"));

        Assert.Equal((LedgerState.Ingested, 6, 1, 0, 5, 1, 0), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged, row.Deleted, row.Held));
        Assert.Equal("customers: 1 of 6 are not in it any more: deleted", row.Message);
        Assert.Equal("a= b= c= d= e= f= f=2026-03-03T06:00:00Z g=", await DeletedAsync(inbox));
        Assert.Equal(["1: deleted_at="], await inbox.RecordsAsync(Entities.Deals, "deleted_at"));
    }

    [Fact]
    public async Task SourceThatDeliversChangesOnly_DeletesNothing()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync(Monday, Customers("a b c d e f"));

        var row = await inbox.DeliverAsync(Tuesday, Customers("a b c d e"));

        Assert.Equal((0, null), (row.Deleted, row.Message));
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox));
    }

    [Fact]
    public async Task MoreThanAFifth_IsHeld_ToldOnce_AndReleased()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f g h i j"));

        var held = await inbox.DeliverAsync(Tuesday, Customers("a b c d e f g k", "2026-03-02T12:00:00Z"));

        // Of the ten that were known, h, i and j are missing: 30 %. What the file has counts all the same.
        Assert.Equal((LedgerState.Ingested, 8, 8, 0, 3), (held.State, held.RowsIn, held.Accepted, held.Deleted, held.Held));
        Assert.Equal($"customers: would delete 3 of 10; limit 20 %; held until `crm release acme/{Tuesday}`", held.Message);
        Assert.Equal("a= b= c= d= e= f= g= h= i= j= k=", await DeletedAsync(inbox));
        Assert.True(await inbox.Ledger.ReopenAsync(held, default));
        await inbox.Service().ReconcileAsync(default);
        var told = Assert.Single(await OutboxAsync(inbox));
        Assert.Equal(("Held: customers of acme: would delete 3 of 10; limit 20 %", "owner@example.com"), (told.Subject, told.Address));

        Assert.True(await inbox.Ledger.ReleaseAsync(await RowAsync(inbox, Tuesday), default));
        await inbox.Service().ReconcileAsync(default);

        var released = await RowAsync(inbox, Tuesday);
        Assert.Equal((LedgerState.Ingested, 3, 0, true), (released.State, released.Deleted, released.Held, released.IsReleased));
        Assert.Equal("a= b= c= d= e= f= g= h=2026-03-03T06:00:00Z i=2026-03-03T06:00:00Z j=2026-03-03T06:00:00Z k=", await DeletedAsync(inbox));
        Assert.False(await inbox.Ledger.ReleaseAsync(released, default));
        Assert.Single(await OutboxAsync(inbox));
    }

    [Fact]
    public async Task ExportOfOtherRecordsAltogether_IsHeld_HoweverManyItBrings()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b"));

        var row = await inbox.DeliverAsync(Tuesday, Customers("c d e f g h i j k l m n o p"));

        Assert.Equal("customers: would delete 2 of 2; limit 20 %", row.Message![..row.Message!.IndexOf("; held", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task RecordModifiedOrCreatedAfterTheExport_Survives_WheneverThatIsHeardOf()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f g h i j k l m n o p"));
        await Store(inbox, TestInbox.Source, Entities.Customers, "a", "2026-03-03T06:00:01Z");
        await Store(inbox, TestInbox.Source, Entities.Customers, "new", "2026-03-03T07:00:00Z");
        await Store(inbox, TestInbox.Source, Entities.Customers, "k", "2026-03-03T05:00:00Z");

        await inbox.DeliverAsync(Tuesday, Customers("d e f g h i j l m n o p"));

        Assert.Equal("a= b=2026-03-03T06:00:00Z c=2026-03-03T06:00:00Z d= e= f= g= h= i= j= k=2026-03-03T06:00:00Z l= m= n= new= o= p=", await DeletedAsync(inbox));

        // Later than the export's commit, of a time after and of one before the export.
        await Store(inbox, TestInbox.Source, Entities.Customers, "b", "2026-03-03T06:00:01Z");
        await Store(inbox, TestInbox.Source, Entities.Customers, "c", "2026-03-03T05:59:59Z");

        Assert.Equal("a= b= c=2026-03-03T06:00:00Z d= e= f= g= h= i= j= k=2026-03-03T06:00:00Z l= m= n= new= o= p=", await DeletedAsync(inbox));
    }

    [Fact]
    public async Task RecordThatIsThereAgain_ComesBack_AsItWas()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f"));
        await inbox.DeliverAsync(Tuesday, Customers("a b c d e"));
        Assert.Equal("a= b= c= d= e= f=2026-03-03T06:00:00Z", await DeletedAsync(inbox));

        var row = await inbox.DeliverAsync(Wednesday, Customers("a b c d e f"));

        Assert.Equal((0, 0, null), (row.Deleted, row.Held, row.Message));
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox));
    }

    public static TheoryData<string, string, string> Orders => new()
    {
        { Monday, Tuesday, Wednesday }, { Monday, Wednesday, Tuesday }, { Tuesday, Monday, Wednesday },
        { Tuesday, Wednesday, Monday }, { Wednesday, Monday, Tuesday }, { Wednesday, Tuesday, Monday },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Exports_InAnyOrder_LeaveWhatTheNewestHas(string first, string second, string third)
    {
        var inbox = await FullAsync();
        var exports = new Dictionary<string, string> { [Monday] = "a b c d e f g h i x", [Tuesday] = "a b c d e f g h i y", [Wednesday] = "a b c d e f g h i x" };

        foreach (var path in new[] { first, second, third })
            await inbox.DeliverAsync(path, Customers(exports[path]));

        // x was away on Tuesday only, y came on Tuesday and went on Wednesday.
        Assert.Equal("a= b= c= d= e= f= g= h= i= x= y=2026-03-04T06:00:00Z", await DeletedAsync(inbox));
    }

    [Fact]
    public async Task RejectedRow_ThatTellsItsKey_KeepsItsRecord_OneThatDoesNot_KeepsAll()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f g"));

        var named = await inbox.DeliverAsync(Tuesday, Customers("a b c d e") + "f,F,yesterday\n");
        Assert.Equal((1, 1), (named.Rejected, named.Deleted));
        Assert.Equal("a= b= c= d= e= f= g=2026-03-03T06:00:00Z", await DeletedAsync(inbox));

        var unnamed = await inbox.DeliverAsync(Wednesday, Customers("a b c d e g") + "f\n");
        Assert.Equal((1, 0, "customers: deletes nothing, since it has 1 rejected row of which it can't be told whose they are"), (unnamed.Rejected, unnamed.Deleted, unnamed.Message));
        Assert.Equal("a= b= c= d= e= f= g=", await DeletedAsync(inbox));
    }

    [Fact]
    public async Task EmptyExport_DeletesNothing()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c"));

        var row = await inbox.DeliverAsync(Tuesday, Customers(""));

        Assert.Equal((0, 0, "customers: deletes nothing, since it is empty"), (row.Deleted, row.Held, row.Message));
        Assert.Equal("a= b= c=", await DeletedAsync(inbox));
    }

    [Fact]
    public async Task ContentAsBefore_StillTellsWhatIsThere()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync("customers.csv", Customers("a b c d e"));
        await Store(inbox, TestInbox.Source, Entities.Customers, "f", "2026-01-02T00:00:00Z");

        var row = await inbox.DeliverAsync("customers.csv", Customers("a b c d e"));

        Assert.Equal((LedgerState.Unchanged, 1), (row.State, row.Deleted));
    }

    [Fact]
    public async Task EntityThatComesInSeveralFiles_IsNotWholeInOneOfThem()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync("customers-emea.csv", Customers("a b c d e f g h i j"));

        var row = await inbox.DeliverAsync("customers-apac.csv", Customers("k"));

        Assert.Equal((0, 0), (row.Deleted, row.Held));
        Assert.Equal("customers: deletes nothing, since customers-emea.csv has customers of this source too; files of one export belong in one zip, or are numbered parts", row.Message);
    }

    [Fact]
    public async Task Deletion_LastsThroughCompaction()
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f"));
        await inbox.DeliverAsync(Tuesday, Customers("a b c d e"));

        var options = new RecordStoreOptions { MostRuns = 1 };
        Assert.Single(await new CrmServerless.RecordStore.Upkeep.Compactor(inbox.Storage, TimeProvider.System, options).CompactAsync(0, default));
        Assert.Equal("a= b= c= d= e= f=2026-03-03T06:00:00Z", await DeletedAsync(inbox));

        await Store(inbox, TestInbox.Source, Entities.Customers, "f", "2026-03-03T06:00:01Z");
        Assert.Equal("a= b= c= d= e= f=", await DeletedAsync(inbox));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KilledAtAnyWrite_TheReconcilerComesToTheSameEnd(bool isWritten)
    {
        // At least: begun, a segment, rejects that aren't there, commit, two segments of the sweep, its commit, done.
        Assert.InRange(await EachWrite.DieAtAsync(write => IngestAndDieAtAsync(write, isWritten)), 7, 40);
    }

    /// <summary>True when the process was killed; false when it had ended before.</summary>
    private async Task<bool> IngestAndDieAtAsync(int fatalWrite, bool isWritten)
    {
        var inbox = await FullAsync();
        await inbox.DeliverAsync(Monday, Customers("a b c d e f"));
        await inbox.DeliverAsync(Tuesday, Customers("a b c d e"));
        await inbox.UploadAsync(Wednesday, Customers("b c d e f g"));
        var fault = new WriteFault(fatalWrite, isWritten);
        if (await Record.ExceptionAsync(() => inbox.Service(fault).IngestAsync(TestInbox.Source, Wednesday, default)) is not null)
            Assert.True(fault.IsDead);

        await Task.WhenAll(inbox.Service().ReconcileAsync(default), inbox.Service().ReconcileAsync(default));

        Assert.Equal("a=2026-03-04T06:00:00Z b= c= d= e= f= g=", await DeletedAsync(inbox));
        var row = await RowAsync(inbox, Wednesday);
        Assert.Equal((LedgerState.Ingested, 6, 1, 5, 1), (row.State, row.RowsIn, row.Accepted, row.Unchanged, row.Deleted));
        // Of each export its rows, where any is new, and its sweep.
        Assert.Equal(6, (await inbox.Records.SnapshotAsync(default)).Sequence);
        return fault.IsDead;
    }

    private async Task<TestInbox> FullAsync()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("sources.yaml", "sources:\n  acme:\n    vendor: generic\n    full: true\n");
        return inbox;
    }

    private static string Customers(string ids, string modified = "2026-01-01T00:00:00Z") =>
        "id,name,modified_at\n" + string.Concat(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{id},{id.ToUpperInvariant()},{modified}\n"));

    /// <summary>A version as a webhook brings it.</summary>
    internal static async Task Store(TestInbox inbox, string source, EntitySchema entity, string id, string at)
    {
        var time = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var values = new FieldValue[entity.Fields.Count];
        (values[entity["id"].Index], values[entity["modified_at"].Index]) = (FieldValue.OfText(id), FieldValue.OfInstant(time));
        await using var writer = await inbox.Records.BeginAsync(Guid.NewGuid().ToString("N"), "hooks", default);
        await writer.AppendAsync(entity, [], new RecordVersion(new RecordKey(source, id), time.UtcTicks, values), default);
        await writer.CommitAsync(default);
    }

    private static async Task<string> DeletedAsync(TestInbox inbox) =>
        string.Join(' ', (await inbox.RecordsAsync(Entities.Customers, "deleted_at")).Select(r => r.Replace(": deleted_at", "", StringComparison.Ordinal)));

    private static async Task<LedgerRow> RowAsync(TestInbox inbox, string path) => (await inbox.LedgerAsync()).Single(r => r.Path == path);

    private static async Task<List<OutboxEntry>> OutboxAsync(TestInbox inbox)
    {
        var entries = new List<OutboxEntry>();
        await foreach (var entry in new OutboxStore(inbox.Storage, TimeProvider.System).ListAsync(DateOnly.MinValue, DateOnly.MaxValue, default))
            entries.Add(entry);
        return entries;
    }
}
