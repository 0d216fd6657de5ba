using System.Net;
using System.Net.Sockets;
using System.Text;
using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Guide for running C# Azure Functions in an isolated worker process', section 'ASP.NET Core integration', and the reference of each
/// result in Microsoft.AspNetCore.Mvc.
/// </summary>
public sealed class ResultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("object", 200, "application/json; charset=utf-8", """{"status":"live","count":3}""")]
    [InlineData("json", 200, "application/json; charset=utf-8", """{"status":"live","count":3}""")]
    [InlineData("created", 201, "text/plain; charset=utf-8", "made")]
    [InlineData("accepted", 202, "", "")]
    [InlineData("nocontent", 204, "", "")]
    [InlineData("badrequest", 400, "application/json; charset=utf-8", """{"error":"no"}""")]
    [InlineData("notfound", 404, "", "")]
    [InlineData("status", 429, "", "")]
    [InlineData("content", 200, "text/csv; charset=utf-8", "day,kpi\n")]
    [InlineData("file", 200, "application/octet-stream", "bytes")]
    [InlineData("iresult", 418, "application/json; charset=utf-8", """{"pot":true}""")]
    [InlineData("written", 200, "text/html", "<p>direct</p>")]
    [InlineData("poco", 200, "", "")]
    public async Task Result_OfAKind_IsWrittenAsItsReferenceSays(string kind, int status, string type, string body)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);

        using var response = await host.Http.GetAsync(new Uri($"/api/results/{kind}", UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString() ?? "");
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        if (kind == "accepted") Assert.Equal("/api/jobs/1", response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throwslater")]
    public async Task Exception_OfAFunction_Is500WithoutDetailsAndLoggedWithTheInvocation(string kind)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);

        using var response = await host.Http.GetAsync(new Uri($"/api/results/{kind}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        var id = Assert.Single(host.Journal.Entries);
        await Eventually.TrueAsync(
            () => host.Log.Lines.Any(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(id) && line.Contains("told nobody")),
            "an error logged with the invocation's id");
    }

    [Theory]
    [InlineData(104_857_600, "HTTP/1.1 200 OK")]
    [InlineData(104_857_601, "HTTP/1.1 413 Payload Too Large")]
    public async Task Body_LongerThan100MiB_IsRefused(long length, string expected)
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/body HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\nx"));

        using var reader = new StreamReader(stream);
        Assert.Equal(expected, await reader.ReadLineAsync());
    }

    public sealed class Functions(Journal journal)
    {
        [Function("Results")]
        public async Task<object?> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/{kind}")] HttpRequest request, string kind, FunctionContext context)
        {
            switch (kind)
            {
                case "throwslater":
                    await Task.Yield();
                    goto case "throws";
                case "throws":
                    journal.Add(context.InvocationId);
                    throw new InvalidOperationException("told nobody");
                case "written":
                    request.HttpContext.Response.ContentType = "text/html";
                    await request.HttpContext.Response.WriteAsync("<p>direct</p>");
                    return null;
                default:
                    return ResultOf(kind);
            }
        }

        [Function("Body")]
        public static async Task<IActionResult> Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request)
        {
            var read = await request.Body.ReadAsync(new byte[1]);
            return new OkObjectResult(read);
        }

        private static object? ResultOf(string kind) => kind switch
        {
            "object" => new OkObjectResult(new { Status = "live", Count = 3 }),
            "json" => new JsonResult(new { Status = "live", Count = 3 }),
            "created" => new ObjectResult("made") { StatusCode = 201 },
            "accepted" => new AcceptedResult("/api/jobs/1", null),
            "nocontent" => new NoContentResult(),
            "badrequest" => new BadRequestObjectResult(new { error = "no" }),
            "notfound" => new NotFoundResult(),
            "status" => new StatusCodeResult(429),
            "content" => new ContentResult { Content = "day,kpi\n", ContentType = "text/csv; charset=utf-8" },
            "file" => new FileContentResult("bytes"u8.ToArray(), "application/octet-stream"),
            "iresult" => Results.Json(new { Pot = true }, statusCode: 418),
            _ => new Poco(kind),
        };
    }

    private sealed record Poco(string Kind);
}
