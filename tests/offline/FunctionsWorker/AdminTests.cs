using System.Net;
using System.Text;
using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>From 'Manually run a non HTTP-triggered function'.</summary>
public sealed class AdminTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Post_OfATimer_IsAcceptedAndRunsItNotPastDue()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);

        using var response = await host.RunByHandAsync("Yearly");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await host.Journal.UntilAsync("past due False");
    }

    [Theory]
    [InlineData("Yearly", "?code=master-key", "{}", "application/json", HttpStatusCode.Accepted)]
    [InlineData("yearly", "?code=master-key", """{"input":null}""", "application/json", HttpStatusCode.Accepted)]
    [InlineData("Yearly", "", "{}", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("Yearly", "?code=function-key", "{}", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("Yearly", "?code=master-key", "", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("Yearly", "?code=master-key", "{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("Yearly", "?code=master-key", "{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("Missing", "?code=master-key", "{}", "application/json", HttpStatusCode.NotFound)]
    [InlineData("Http", "?code=master-key", "{}", "application/json", HttpStatusCode.BadRequest)]
    public async Task Post_OfAFunction_IsAnsweredByKeyAndBody(string function, string query, string body, string type, HttpStatusCode expected)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var response = await host.Http.PostAsync(new Uri($"/admin/functions/{function}{query}", UriKind.Relative), content);

        Assert.Equal(expected, response.StatusCode);
    }

    public sealed class Functions(Journal journal)
    {
        [Function("Yearly")]
        public void Yearly([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => journal.Add($"past due {timer.IsPastDue}");

        [Function("Http")]
        public IActionResult Http([HttpTrigger] HttpRequest request) => new OkObjectResult(journal.Entries.Count);
    }
}
