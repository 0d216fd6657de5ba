using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Guide for running C# Azure Functions in an isolated worker process': dependency injection, middleware, execution context, logging,
/// methods recognized as functions.
/// </summary>
public sealed class InvocationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task ScopedService_IsOnePerInvocation()
    {
        await using var host = await StartAsync();

        var first = await host.Http.GetStringAsync(new Uri("/api/scoped", UriKind.Relative));
        var second = await host.Http.GetStringAsync(new Uri("/api/scoped", UriKind.Relative));

        Assert.Equal(["same", "same"], new[] { first, second }.Select(text => text.Split(' ')[0]));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Middleware_RunsAroundTheFunctionInTheOrderAdded()
    {
        await using var host = await StartAsync();

        using var response = await host.Http.GetAsync(new Uri("/api/Context", UriKind.Relative));

        Assert.Equal(["outer in", "inner in Context", "ran Context", "inner out", "outer out OkObjectResult"], host.Journal.Entries);
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("x-middleware")));
        var body = (await response.Content.ReadAsStringAsync()).Split('|');
        Assert.Equal("Context", body[0]);
        Assert.True(Guid.TryParse(body[1], out _));
        Assert.Equal("httpTrigger", body[2]);
        Assert.Contains(host.Log.Lines, line => line == "Information own: logged by Context ");
    }

    [Fact]
    public async Task FunctionsThatCannotBe_AreInErrorAndTheOthersServe()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Wrong)]);

        Assert.Contains("The 'NoTrigger' function is in error: A function must have exactly one trigger; it has 0.", host.Output);
        Assert.Contains("The 'TwoTriggers' function is in error: A function must have exactly one trigger; it has 2.", host.Output);
        Assert.Contains("The 'Right' function is in error: Another function has the same name.", host.Output);
        Assert.Contains("The 'Unbindable' function is in error: The local host cannot bind TimerTriggerAttribute to String.", host.Output);
        Assert.Contains("The 'Values' function is in error: A function must return Task, not ValueTask.", host.Output);
        Assert.Contains("The '1st' function is in error: The name must be", host.Output);
        Assert.Equal("", await host.Http.GetStringAsync(new Uri("/api/right", UriKind.Relative)));
    }

    private Task<HostUnderTest> StartAsync() => HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)], configure: builder =>
    {
        builder.Services.AddScoped<Scoped>();
        builder.UseMiddleware(async (context, next) =>
        {
            var journal = context.InstanceServices.GetRequiredService<Journal>();
            journal.Add("outer in");
            await next();
            journal.Add($"outer out {context.GetInvocationResult().Value?.GetType().Name}");
            context.GetHttpContext()!.Response.Headers["x-middleware"] = "yes";
        });
        builder.UseMiddleware<Inner>();
    });

    public sealed class Inner(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            journal.Add($"inner in {context.FunctionDefinition.Name}");
            await next(context);
            journal.Add("inner out");
        }
    }

    public sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Functions(Scoped scoped, Journal journal)
    {
        [Function("Scoped")]
        public IActionResult RunScoped([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context)
        {
            Scoped[] others =
            [
                context.InstanceServices.GetRequiredService<Scoped>(), request.HttpContext.RequestServices.GetRequiredService<Scoped>(),
            ];
            return new ContentResult { Content = $"{(others.All(other => other == scoped) ? "same" : "other")} {scoped.Id}" };
        }

        [Function("Context")]
        public IActionResult RunContext([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context)
        {
            journal.Add($"ran {context.FunctionDefinition.Name}");
            context.GetLogger("own").LogInformation("logged by {Function}", context.FunctionDefinition.Name);
            return new OkObjectResult(
                $"{context.FunctionDefinition.Name}|{context.InvocationId}|{context.FunctionDefinition.InputBindings["request"].Type}");
        }
    }

    public static class Wrong
    {
        [Function("NoTrigger")]
        public static void NoTrigger(string name) => Assert.Fail(name);

        [Function("TwoTriggers")]
        public static void TwoTriggers([TimerTrigger("0 0 0 1 1 *")] TimerInfo one, [TimerTrigger("0 0 0 1 1 *")] TimerInfo two) =>
            Assert.NotEqual(one, two);

        [Function("right")]
        public static IActionResult Right([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkResult();

        [Function("Right")]
        public static IActionResult RightAgain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new NotFoundResult();

        [Function("Unbindable")]
        public static void Unbindable([TimerTrigger("0 0 0 1 1 *")] string timer) => Assert.Fail(timer);

        [Function("Values")]
        public static ValueTask Values([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => ValueTask.CompletedTask;

        [Function("1st")]
        public static void First([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Assert.NotNull(timer);
    }
}
