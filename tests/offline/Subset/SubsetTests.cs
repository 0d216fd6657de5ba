using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using CrmServerless.Tests.Offline.Tables;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Subset;

/// <summary>
/// Where the subset is stricter than the genuine package, so that what passes here passes there, or surer; the app leans on none of it.
/// </summary>
public sealed class SubsetTests(AzuriteFixture azurite) : TableTests(azurite)
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task UpsertEntityAsync_NonFiniteNumber_IsSentAsTheDocumentedTextAndComesBack(double value)
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = value });

        Assert.Equal(value, (await ReadAsync("p", "r")).GetDouble("Value"));
    }

    [Fact]
    public async Task UpsertEntityAsync_TypeThatTablesDoNotHave_IsRefusedHere()
    {
        object[] values = [1.5m, DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local), DayOfWeek.Monday, TimeSpan.Zero];

        foreach (var value in values)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = value }));
        }
    }

    [Fact]
    public async Task SubmitTransactionAsync_101Actions_AreTheServicesRefusal()
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(Upserts(101)));

        Assert.Equal(400, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.InvalidInput, failure.ErrorCode);
        Assert.Contains("maximum 100 changes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Table.Query<TableEntity>());
    }

    [Fact]
    public void CreateQueryFilter_Arithmetic_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetInt32("N") + 1 == 2));

    [Fact]
    public void TableErrorCode_ComparedWithNull_IsUnequal() => Assert.False(TableErrorCode.TableNotFound == (string?)null);

    [Theory]
    [InlineData("AccountName=contoso;EndpointSuffix=core.windows.net", typeof(ArgumentException))]
    [InlineData("AccountName=contoso;AccountKey=AA==", typeof(ArgumentException))]
    [InlineData("UseDevelopmentStorage=false", typeof(ArgumentException))]
    [InlineData("nonsense", typeof(InvalidOperationException))]
    [InlineData("AccountName=contoso;AccountKey=!;EndpointSuffix=core.windows.net", typeof(FormatException))]
    public void Constructor_UnusableConnection_IsRefused(string connection, Type expected) =>
        Assert.Throws(expected, () => new TableServiceClient(connection));

    private static IEnumerable<TableTransactionAction> Upserts(int count) => Enumerable.Range(0, count)
        .Select(number => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", $"{number:000}")));
}
