using System.Net.Http.Json;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>A local host with the functions of the test, on a free port and in an account of the test's own.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    public const string MasterKey = "master-key";
    public const string FunctionKey = "function-key";
    public const string HostIdentity = "hostundertest";

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private IHost? host;

    private HostUnderTest()
    {
    }

    public Journal Journal { get; private init; } = new();

    public CapturedLog Log { get; } = new();

    public string Output => output.ToString();

    public HttpClient Http { get; } = new();

    public IServiceProvider Services => host!.Services;

    /// <summary>Starts a host. Keys are <see cref="MasterKey"/> and <see cref="FunctionKey"/> unless <paramref name="settings"/> empty them.</summary>
    public static async Task<HostUnderTest> StartAsync(
        TestAccount account, Type[] functions, string hostJson = """{ "version": "2.0" }""", TimeProvider? clock = null, Journal? journal = null,
        Dictionary<string, string?>? settings = null, Action<FunctionsApplicationBuilder>? configure = null)
    {
        var under = new HostUnderTest { Journal = journal ?? new Journal() };
        await File.WriteAllTextAsync(Path.Combine(under.folder.Path, "host.json"), hostJson);
        var builder = new FunctionsApplicationBuilder(["--port", "0"], new LocalHostOptions(under.folder.Path, functions, under.output));
        builder.ConfigureFunctionsWebApplication();
        foreach (var (name, value) in Defaults(account).Concat(settings ?? [])) builder.Configuration[name] = value;
        builder.Logging.ClearProviders().AddProvider(under.Log);
        builder.Services.AddSingleton(under.Journal);
        if (clock is not null) builder.Services.AddSingleton(clock);
        configure?.Invoke(builder);
        under.host = builder.Build();
        await under.host.StartAsync();
        under.Http.BaseAddress = new Uri(under.Output.Split("Listening on ")[1].Trim());
        return under;
    }

    /// <summary>POST /admin/functions/{name} with the master key.</summary>
    public Task<HttpResponseMessage> RunByHandAsync(string function, string input = "") =>
        Http.PostAsync(new Uri($"/admin/functions/{function}?code={MasterKey}", UriKind.Relative), JsonContent.Create(new { input }));

    public Task StopAsync() => host!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host!.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Http.Dispose();
        folder.Dispose();
    }

    private static Dictionary<string, string?> Defaults(TestAccount account) => new()
    {
        ["AzureWebJobsStorage"] = account.ConnectionString,
        ["AzureFunctionsWebHost:hostid"] = HostIdentity,
        ["LocalHost:MasterKey"] = MasterKey,
        ["LocalHost:FunctionKey"] = FunctionKey,
    };
}
