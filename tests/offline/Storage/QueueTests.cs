using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Storage;

/// <summary>The genuine Azure.Storage.Queues on our System.IO.Hashing, against Azurite.</summary>
public sealed class QueueTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly QueueClient queue = new(
        azurite.NewAccount().ConnectionString, "poison", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    public async Task InitializeAsync() => await queue.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SendMessageAsync_Text_IsReceivedOnceAndDeleted()
    {
        await queue.SendMessageAsync("{\"blob\": \"grüße <&>\"}");

        QueueMessage received = (await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(1))).Value;
        Assert.Equal("{\"blob\": \"grüße <&>\"}", received.Body.ToString());
        Assert.Equal(1, received.DequeueCount);
        Assert.Null((await queue.ReceiveMessageAsync()).Value);

        await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task PeekMessagesAsync_Messages_StayAndAreCounted()
    {
        await queue.SendMessageAsync("1");
        await queue.SendMessageAsync("2");

        Assert.Equal(["1", "2"], (await queue.PeekMessagesAsync(10)).Value.Select(message => message.Body.ToString()));
        Assert.Equal(2, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task DeleteMessageAsync_OtherReceipt_IsRefused()
    {
        await queue.SendMessageAsync("1");
        QueueMessage received = (await queue.ReceiveMessageAsync()).Value;

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(received.MessageId, "AAAA"));

        Assert.True(failure.Status is 400 or 404, failure.Message);
    }
}
