using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;
using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Work with access keys in Azure Functions' and 'How to disable functions in Azure Functions'; 401 comes before 404 and the master key
/// opens everything, also what is disabled (azure-functions-host, FunctionInvocationMiddleware).
/// </summary>
public sealed class KeyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Dictionary<string, string?> NoKeys = new() { ["LocalHost:MasterKey"] = null, ["LocalHost:FunctionKey"] = null };

    [Theory]
    [InlineData("open", null, HttpStatusCode.OK)]
    [InlineData("open", "wrong", HttpStatusCode.OK)]
    [InlineData("keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "Function-key", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", HostUnderTest.FunctionKey, HttpStatusCode.OK)]
    [InlineData("keyed", HostUnderTest.MasterKey, HttpStatusCode.OK)]
    [InlineData("default", null, HttpStatusCode.Unauthorized)]
    [InlineData("default", HostUnderTest.FunctionKey, HttpStatusCode.OK)]
    [InlineData("admin", HostUnderTest.FunctionKey, HttpStatusCode.Unauthorized)]
    [InlineData("admin", HostUnderTest.MasterKey, HttpStatusCode.OK)]
    public async Task Request_WithAKey_IsAnsweredByItsLevel(string route, string? key, HttpStatusCode expected)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        if (key is not null) byHeader.Headers.Add("x-functions-key", key);
        using var byQuery = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}{(key is null ? "" : $"?code={key}")}");

        Assert.Equal(expected, (await host.Http.SendAsync(byHeader)).StatusCode);
        Assert.Equal(expected, (await host.Http.SendAsync(byQuery)).StatusCode);
    }

    [Fact]
    public async Task Request_WithTwoKeys_IsJudgedByItsHeader()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/keyed?code={HostUnderTest.FunctionKey}");
        request.Headers.Add("x-functions-key", "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Keys_OfTheFirstRun_AreKeptInStorageAndNeverPrinted()
    {
        var account = azurite.NewAccount();
        await using (await HostUnderTest.StartAsync(account, [typeof(Functions)], settings: NoKeys))
        {
        }

        await using var again = await HostUnderTest.StartAsync(account, [typeof(Functions)], settings: NoKeys);

        var keys = await StoredKeysAsync(account);
        var (master, function) = (keys.GetProperty("masterKey"), keys.GetProperty("functionKeys")[0]);
        Assert.Equal("default", function.GetProperty("name").GetString());
        Assert.False(master.GetProperty("encrypted").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "admin", master));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "keyed", function));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(again, "admin", function));
        Assert.DoesNotContain(Value(master), again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(again.Log.Lines, line => line.Contains(Value(function), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task DisabledFunction_WithoutTheMasterKey_IsNotFound(string value)
    {
        Dictionary<string, string?> disabled = new() { ["AzureWebJobs.Open.Disabled"] = value, ["AzureWebJobs.Keyed.Disabled"] = value };
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)], settings: disabled);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(new Uri("/api/open", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync(new Uri("/api/keyed", UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await host.Http.GetAsync(new Uri($"/api/open?code={HostUnderTest.MasterKey}", UriKind.Relative))).StatusCode);
        Assert.Contains("Function Open is disabled.", host.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> StoredKeysAsync(TestAccount account)
    {
        var blob = new BlobClient(account.ConnectionString, "azure-webjobs-secrets", $"{HostUnderTest.HostIdentity}/host.json");
        return JsonElement.Parse((await blob.DownloadContentAsync()).Value.Content);
    }

    private static async Task<HttpStatusCode> StatusAsync(HostUnderTest host, string route, JsonElement key) =>
        (await host.Http.GetAsync(new Uri($"/api/{route}?code={Uri.EscapeDataString(Value(key))}", UriKind.Relative))).StatusCode;

    private static string Value(JsonElement key) => key.GetProperty("value").GetString()!;

    public static class Functions
    {
        [Function("Open")]
        public static IActionResult Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkResult();

        [Function("Keyed")]
        public static IActionResult Keyed([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => new OkResult();

        [Function("Default")]
        public static IActionResult Default([HttpTrigger] HttpRequest request) => new OkResult();

        [Function("Admin")]
        public static IActionResult Admin([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => new OkResult();
    }
}
