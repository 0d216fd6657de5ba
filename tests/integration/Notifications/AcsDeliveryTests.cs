using CrmServerless.Notifications.Mail.Acs;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support.Acs;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>Mail through the REST contract of Azure Communication Services, over real HTTP.</summary>
public sealed class AcsDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task DispatchDueAsync_Mail_IsAcceptedThenAskedAboutUntilItSucceeded()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;

        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(new DispatchResult(0, 0, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));
        service.Settle(new AcsOperation("Succeeded"));
        bench.Time.Advance(Minute);
        Assert.Equal(new DispatchResult(1, 0, 0), await dispatcher.DispatchDueAsync(default));

        var entry = await bench.EntryAsync();
        Assert.Equal((DeliveryState.Sent, 1, (string?)null), (entry.State, entry.Attempts, entry.LastError));
        Assert.Equal(["POST 202", "GET 200", "GET 200"], service.Calls.Select(call => $"{call.Method} {call.Status}"));
    }

    [Fact]
    public async Task DispatchDueAsync_Mail_SaysWhatTheDeliverySaysUnderItsOwnIds()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.Beginning = new AcsOperation("Succeeded");

        Assert.Equal(new DispatchResult(1, 0, 0), await dispatcher.DispatchDueAsync(default));

        var (mail, key) = (Assert.Single(service.Mails), (await bench.EntryAsync()).Key);
        Assert.Equal(("Win rate North 31 % → 22 %", "Good morning Anna,", "<p>Good morning Anna,</p>"), (mail.Content.Subject, mail.Content.PlainText, mail.Content.Html));
        Assert.Equal(("alerts@example.com", "anna@example.com"), (mail.SenderAddress, Assert.Single(mail.Recipients.To).Value));
        Assert.Equal($"<{key.Fingerprint}@example.com>", mail.MessageId);
        Assert.Equal(("true", "auto-generated"), (mail.Headers["x-ms-acsemail-validate-message-id"], mail.Headers["Auto-Submitted"]));
        Assert.True(mail.UserEngagementTrackingDisabled);
    }

    [Fact]
    public async Task DispatchDueAsync_MailWithAPicture_AttachesItByItsContentId()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var service = await AcsServer.StartAsync(bench.Time);
        await bench.Outbox.AddAsync(bench.MailWithPicture([1, 2, 3]), default);

        await bench.Dispatcher(Channel(bench, service)).DispatchDueAsync(default);

        var picture = Assert.Single(Assert.Single(service.Mails).Attachments);
        Assert.Equal(("trend-1.png", "image/png", "trend-1"), (picture.Name, picture.ContentType, picture.ContentId));
        Assert.Equal([1, 2, 3], picture.ContentInBase64);
    }

    [Theory]
    [InlineData("Failed", "EmailDropped")]
    [InlineData("Failed", "EmailDroppedAllRecipientsSuppressed")]
    [InlineData("Canceled", null)]
    public async Task DispatchDueAsync_OperationFailed_IsGivenUpWithTheCodeButNoAddress(string status, string? code)
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        await dispatcher.DispatchDueAsync(default);
        service.Settle(new AcsOperation(status, code));
        bench.Time.Advance(Minute);

        Assert.Equal(new DispatchResult(0, 0, 1), await dispatcher.DispatchDueAsync(default));

        var entry = await bench.EntryAsync();
        Assert.Equal((DeliveryState.Dead, $"The mail service did not send it: {status}, {code ?? "no reason given"}."), (entry.State, entry.LastError));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task DispatchDueAsync_RetryAfter_IsHonouredAndSentOnce(int status)
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.AnswerNext(new AcsReply(status) { RetryAfterSeconds = 300 });

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(new DispatchResult(0, 0, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));

        Assert.Equal([$"POST {status}", "GET 404", "POST 202"], service.Calls.Select(call => $"{call.Method} {call.Status}"));
        Assert.Single(service.Mails);
    }

    [Fact]
    public async Task DispatchDueAsync_500_IsRepeatedAfterTheServiceWasAsked()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.AnswerNext(new AcsReply(500));

        await dispatcher.DispatchDueAsync(default);
        bench.Time.Advance(Minute);
        await dispatcher.DispatchDueAsync(default);

        Assert.Equal(["POST 500", "GET 404", "POST 202"], service.Calls.Select(call => $"{call.Method} {call.Status}"));
    }

    [Fact]
    public async Task DispatchDueAsync_TakenButAnswered500_IsNotSentAgain()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.AnswerNext(AcsReply.TakenAndFailed);

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
        service.Settle(new AcsOperation("Succeeded"));
        bench.Time.Advance(Minute);

        Assert.Equal(new DispatchResult(1, 0, 0), await dispatcher.DispatchDueAsync(default));
        Assert.Single(service.Mails);
    }

    [Fact]
    public async Task DispatchDueAsync_TakenWithoutAnAnswer_IsNotSentAgain()
    {
        var (bench, service, _) = await NewAsync();
        await using var __ = service;
        var dispatcher = bench.Dispatcher(new RetrySchedule { Try = TimeSpan.FromSeconds(1) }, Channel(bench, service));
        service.AnswerNext(AcsReply.SilentlyTaken);

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(Minute);
        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));

        Assert.Equal(1, (await bench.EntryAsync()).Unsure);
        Assert.Single(service.Mails);
    }

    [Fact]
    public async Task DispatchDueAsync_ServiceCannotBeAsked_SendsNothingUntilItCan()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.AnswerNext(AcsReply.TakenAndFailed, new AcsReply(503), new AcsReply(429));

        for (var minute = 0; minute < 3; minute++)
        {
            Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
            bench.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));
        Assert.Single(service.Mails);
    }

    [Fact]
    public async Task DispatchDueAsync_AcceptedAndNeverSettled_IsAskedForADayThenGivenUp()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;

        var results = new List<DispatchResult>();
        for (var hour = 0; hour <= 24; hour++)
        {
            results.Add(await dispatcher.DispatchDueAsync(default));
            bench.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(24, results.Count(result => result == new DispatchResult(0, 0, 0, 1)));
        Assert.Equal(new DispatchResult(0, 0, 1), results[^1]);
        Assert.Single(service.Mails);
    }

    [Fact]
    public async Task DispatchDueAsync_400_IsGivenUpAtOnce()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        service.AnswerNext(AcsReply.Error(400, "InvalidSender"));

        Assert.Equal(new DispatchResult(0, 0, 1), await dispatcher.DispatchDueAsync(default));

        Assert.Equal("The mail service answered 400, InvalidSender.", (await bench.EntryAsync()).LastError);
    }

    [Fact]
    public async Task DispatchDueAsync_WrongKey_WaitsForTheRightOne()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await using var _ = service;
        var wrong = bench.Dispatcher(Channel(bench, service, "d3Jvbmc="));

        Assert.Equal(new DispatchResult(0, 1, 0), await wrong.DispatchDueAsync(default));
        var error = (await bench.EntryAsync()).LastError;
        bench.Time.Advance(Minute);
        Assert.Equal(new DispatchResult(0, 0, 0, 1), await dispatcher.DispatchDueAsync(default));

        Assert.Equal("The mail service answered 401, Denied.", error);
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("")]
    public async Task DispatchDueAsync_NoKey_WaitsAndNamesTheSecretNotItsValue(string key)
    {
        var (bench, service, _) = await NewAsync();
        await using var __ = service;

        await bench.Dispatcher(Channel(bench, service, key)).DispatchDueAsync(default);

        Assert.Equal("The secret acs-key with the access key of Azure Communication Services does not exist, or is no base64.", (await bench.EntryAsync()).LastError);
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task DispatchDueAsync_NobodyListens_IsPutOff()
    {
        var (bench, service, dispatcher) = await NewAsync();
        await service.DisposeAsync();

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));

        Assert.Equal(("The mail service could not be called: ConnectionError.", 0), ((await bench.EntryAsync()).LastError, (await bench.EntryAsync()).Unsure));
    }

    private async Task<(OutboxBench Bench, AcsServer Service, OutboxDispatcher Dispatcher)> NewAsync()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var service = await AcsServer.StartAsync(bench.Time);
        await bench.Outbox.AddAsync(bench.Mail(), default);
        return (bench, service, bench.Dispatcher(Channel(bench, service)));
    }

    private static AcsChannel Channel(OutboxBench bench, AcsServer service, string? key = null) => new(
        new AcsSettings { Endpoint = service.Endpoint, From = new("alerts@example.com", "CRM alerts"), KeySecret = "acs-key" },
        new OutboxBench.Secrets(("acs-key", key ?? service.Key)),
        () => throw new InvalidOperationException("nobody signs in where there is a key"),
        bench.Time);
}
