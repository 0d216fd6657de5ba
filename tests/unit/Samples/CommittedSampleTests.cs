using Xunit;

namespace CrmServerless.Tests.Unit.Samples;

/// <summary>The committed exports: what the generator makes, of sound rows, telling the story that samples/README.md tells.</summary>
public sealed class CommittedSampleTests(GeneratedSample sample) : IClassFixture<GeneratedSample>
{
    private const string Exported = "2026-11-01T00:00:00";

    [Fact]
    public void Write_CommittedOptions_MakesTheCommittedFilesByteForByte()
    {
        var committed = FilesOf(GeneratedSample.CommittedFolder);

        Assert.Equal(committed, FilesOf(sample.Folder));
        foreach (var file in committed)
        {
            var expected = File.ReadAllBytes(Path.Combine(GeneratedSample.CommittedFolder, file));
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(sample.Folder, file))), $"{file} differs");
        }
    }

    [Fact]
    public void Write_CommittedOptions_StaysBelowThreeMegabytes() =>
        Assert.InRange(FilesOf(sample.Folder).Sum(file => new FileInfo(Path.Combine(sample.Folder, file)).Length), 1, 3_000_000);

    // The fractions are those of samples/README.md, counted there by awk.
    [Theory]
    [InlineData("North", "2026-05-03", "2026-07-31", 37, 108)]
    [InlineData("North", "2026-08-03", "2026-10-31", 21, 104)]
    [InlineData("South", "2026-05-03", "2026-07-31", 32, 97)]
    [InlineData("South", "2026-08-03", "2026-10-31", 32, 100)]
    [InlineData("East", "2026-08-03", "2026-10-31", 32, 99)]
    [InlineData("West", "2026-08-03", "2026-10-31", 31, 85)]
    public void Deals_ClosedInARegion_AreWonAsTheStorySays(string region, string from, string to, int won, int closed)
    {
        var inRegion = sample.Read("crm/customers.csv").Where(c => c["region"] == region).Select(c => c["id"]).ToHashSet();
        var deals = sample.Read("crm/deals.csv").Where(d => d["status"] is "won" or "lost" && inRegion.Contains(d["customer_id"]))
            .Where(d => string.CompareOrdinal(d["closed_at"][..10], from) >= 0 && string.CompareOrdinal(d["closed_at"][..10], to) <= 0).ToList();

        Assert.Equal((won, closed), (deals.Count(d => d["status"] == "won"), deals.Count));
    }

    [Theory]
    [InlineData("crm/contacts.csv", "customer_id", "crm/customers.csv", "id")]
    [InlineData("crm/deals.csv", "customer_id", "crm/customers.csv", "id")]
    [InlineData("crm/deals.csv", "lead_id", "crm/leads.csv", "id")]
    [InlineData("crm/deals.csv", "product", "crm/products.csv", "id")]
    [InlineData("crm/deals.csv", "campaign_id", "marketing/campaigns.csv", "id")]
    [InlineData("crm/leads.csv", "customer_id", "crm/customers.csv", "id")]
    [InlineData("crm/leads.csv", "campaign_id", "marketing/campaigns.csv", "id")]
    [InlineData("crm/interactions.csv", "customer_id", "crm/customers.csv", "id")]
    [InlineData("crm/interactions.csv", "lead_id", "crm/leads.csv", "id")]
    [InlineData("shop/orders.csv", "email", "crm/contacts.csv", "email")]
    [InlineData("shop/order_lines.csv", "order_id", "shop/orders.csv", "id")]
    [InlineData("helpdesk/tickets.csv", "email", "crm/contacts.csv", "email")]
    [InlineData("helpdesk/surveys.csv", "email", "crm/contacts.csv", "email")]
    [InlineData("helpdesk/surveys.csv", "ticket_id", "helpdesk/tickets.csv", "id")]
    [InlineData("marketing/campaign_stats.csv", "campaign_id", "marketing/campaigns.csv", "id")]
    [InlineData("marketing/spend.csv", "campaign_id", "marketing/campaigns.csv", "id")]
    public void Links_FilledOnes_LeadToARecord(string file, string column, string target, string key)
    {
        var known = sample.Read(target).Select(row => row[key]).ToHashSet();

        Assert.DoesNotContain(sample.Read(file).Select(row => row[column]), link => link.Length > 0 && !known.Contains(link));
    }

    [Theory]
    [InlineData("crm/contacts.csv", "email")]
    [InlineData("crm/customers.csv", "id")]
    [InlineData("crm/deals.csv", "id")]
    [InlineData("crm/interactions.csv", "id")]
    [InlineData("helpdesk/surveys.csv", "id")]
    public void Keys_OfAFile_AreDistinct(string file, string column)
    {
        var keys = sample.Read(file).Select(row => row[column]).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("crm/deals.csv", "created_at", "closed_at")]
    [InlineData("crm/leads.csv", "created_at", "converted_at")]
    [InlineData("crm/customers.csv", "created_at", "churned_at")]
    [InlineData("helpdesk/tickets.csv", "created_at", "first_response_at")]
    [InlineData("helpdesk/tickets.csv", "first_response_at", "resolved_at")]
    public void Dates_OfARow_AreInOrder(string file, string earlier, string later) =>
        Assert.DoesNotContain(sample.Read(file), row => row[later].Length > 0 && string.CompareOrdinal(row[later], row[earlier]) < 0);

    [Fact]
    public void Dates_OfWhatHasHappened_AreBeforeTheExport()
    {
        Assert.DoesNotContain(sample.Read("crm/interactions.csv"), row => string.CompareOrdinal(row["at"], Exported) >= 0);
        Assert.DoesNotContain(sample.Read("crm/leads.csv"), row => string.CompareOrdinal(row["converted_at"], Exported) >= 0);
        Assert.DoesNotContain(sample.Read("crm/deals.csv"), row => row["status"] != "open" && string.CompareOrdinal(row["closed_at"], Exported) >= 0);
        Assert.DoesNotContain(sample.Read("helpdesk/surveys.csv"), row => string.CompareOrdinal(row["at"], "2026-10-31T23:00:00Z") >= 0);
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
