using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Moq;

namespace CrmServerless.Tests.Offline.Tables;

/// <summary>What a real service cannot be made to answer.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Requests_PassingFailure_AreTriedAgainAndSignedAnew(int status)
    {
        var transport = new AnsweringTransport(status, status, 204);

        await Client(transport).UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(3, transport.Requests.Count);
        Assert.All(
            transport.Requests,
            request => Assert.StartsWith("SharedKeyLite contoso:", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_LastingFailure_AreGivenUpWithTheServicesCode()
    {
        const string Body = """{"odata.error":{"code":"OperationTimedOut","message":{"lang":"en-US","value":"It took too long."}}}""";
        var transport = new AnsweringTransport(Body, 500);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Client(transport).UpsertEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(3, transport.Requests.Count);
        Assert.Equal(500, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.OperationTimedOut);
        Assert.Contains("It took too long.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_AnswerOfAProxy_KeepsItsStatus()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Client(new AnsweringTransport("<html>no</html>", 407)).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(407, failure.Status);
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_TableBeingDeleted_IsAnError()
    {
        const string Body = """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Later."}}}""";

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Client(new AnsweringTransport(Body, 409)).CreateIfNotExistsAsync());

        Assert.True(failure.ErrorCode == TableErrorCode.TableBeingDeleted);
    }

    [Fact]
    public async Task Requests_Cancelled_StopAtOnce()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Client(new AnsweringTransport(204)).UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task Mock_OfTheClient_ReplacesItsMembers()
    {
        var table = new Mock<TableClient>();
        table.Setup(client => client.UpsertEntityAsync(It.IsAny<TableEntity>(), It.IsAny<TableUpdateMode>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(503, "busy"));
        var service = new Mock<TableServiceClient>();
        service.Setup(client => client.GetTableClient("Things")).Returns(table.Object);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => service.Object.GetTableClient("Things").UpsertEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(503, failure.Status);
    }

    [Fact]
    public void TableErrorCode_ComparedWithText_IgnoresCase()
    {
        Assert.True(TableErrorCode.TableNotFound == "tablenotfound");
        Assert.True("TableNotFound" == TableErrorCode.TableNotFound);
        Assert.True(TableErrorCode.TableNotFound != TableErrorCode.EntityNotFound);
        Assert.Equal("TableNotFound", TableErrorCode.TableNotFound.ToString());
    }

    private static TableClient Client(AnsweringTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        options.Retry.Mode = RetryMode.Fixed;
        return new TableClient(new Uri("https://contoso.table.core.windows.net"), "Things", new TableSharedKeyCredential("contoso", "AAAA"), options);
    }
}
