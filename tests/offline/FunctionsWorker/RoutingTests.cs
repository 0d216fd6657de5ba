using System.Net;
using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Azure Functions HTTP trigger', sections 'Customize the HTTP endpoint' and 'Working with parameters', and host.json's
/// extensions.http.routePrefix.
/// </summary>
public sealed class RoutingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("/api/Plain", "plain")]
    [InlineData("/api/plain", "plain")]
    [InlineData("/api/metrics/win_rate", "metric win_rate")]
    [InlineData("/api/metrics", "metric (none)")]
    [InlineData("/api/days/17", "day 17")]
    [InlineData("/api/files/a/b/c.csv", "file a/b/c.csv")]
    [InlineData("/api/query?text=words&number=4", "words 4")]
    [InlineData("/api/query", "(none) 7")]
    [InlineData("/api/query?code=never", "(none) 7")]
    public async Task Request_OfARoute_ReachesItsFunctionWithItsParameters(string path, string expected)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);

        Assert.Equal(expected, await host.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Theory]
    [InlineData("GET", "/api/days/today", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/plain", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/plain", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/query?number=four", HttpStatusCode.InternalServerError)]
    [InlineData("PUT", "/api/metrics/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/metrics/x", HttpStatusCode.OK)]
    public async Task Request_OfAMethodOrValueTheFunctionHasNot_IsRefused(string method, string path, HttpStatusCode expected)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(expected, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("v1/data", "/v1/data/plain")]
    [InlineData("", "/plain")]
    public async Task RoutePrefix_OfHostJson_StandsBeforeEveryRoute(string prefix, string path)
    {
        var json = $$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""";
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)], json);

        Assert.Equal("plain", await host.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(new Uri("/api/plain", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Start_OfFunctions_ListsThemWithMethodsAndAddress()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);

        Assert.Contains($"Metrics: [GET,POST] {host.Http.BaseAddress}api/metrics/{{id?}}", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("in error", host.Output, StringComparison.Ordinal);
    }

    public static class Functions
    {
        [Function("Plain")]
        public static Task<IActionResult> Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Text("plain");

        [Function("Metrics")]
        public static Task<IActionResult> Metrics(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "metrics/{id?}")] HttpRequest request, string? id,
            CancellationToken cancellation) => Text($"metric {id ?? "(none)"}");

        [Function("Days")]
        public static Task<IActionResult> Days(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "days/{day:int}")] HttpRequest request, int day) => Text($"day {day}");

        [Function("Files")]
        public static Task<IActionResult> Files(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "files/{*path}")] HttpRequest request, string path) => Text($"file {path}");

        [Function("Query")]
        public static Task<IActionResult> Query(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "query")] HttpRequest request, string? text, string? code, int number = 7) =>
            Text($"{text ?? code ?? "(none)"} {number}");

        private static Task<IActionResult> Text(string text) => Task.FromResult<IActionResult>(new ContentResult { Content = text });
    }
}
