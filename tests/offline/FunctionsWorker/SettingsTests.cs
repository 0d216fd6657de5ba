using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>From 'Code and test Azure Functions locally', section 'Local settings file', and 'host.json reference for Azure Functions'.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string MinimalHostJson = """{ "version": "2.0" }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LocalSettings_BecomeSettings_ButTheEnvironmentWins()
    {
        var (own, taken) = ($"A{Guid.NewGuid():N}", $"B{Guid.NewGuid():N}");
        Environment.SetEnvironmentVariable(taken, "from the environment");
        var builder = Builder(MinimalHostJson, $$"""
            {
              "IsEncrypted": false,
              "Values": { "{{own}}__Inner": "from the file", "{{taken}}": "ignored" },
              "ConnectionStrings": { "{{own}}": "a connection" },
              "Host": { "LocalHttpPort": 7999 }
            }
            """);

        Assert.Equal("from the file", builder.Configuration[$"{own}:Inner"]);
        Assert.Equal("from the environment", builder.Configuration[taken]);
        Assert.Equal("a connection", builder.Configuration.GetConnectionString(own));
        Assert.Equal(7999, LocalDefaults.PortOf(builder.Configuration));
        Assert.Equal("from the file", Environment.GetEnvironmentVariable($"{own}__Inner"));
    }

    [Fact]
    public void Defaults_WithoutAnyFile_AreDevelopmentStorageAndPort7071()
    {
        var builder = Builder(MinimalHostJson, null);

        Assert.Equal("UseDevelopmentStorage=true", builder.Configuration["AzureWebJobsStorage"]);
        Assert.Equal(7071, LocalDefaults.PortOf(builder.Configuration));
        Assert.Equal("Development", builder.Environment.EnvironmentName);
    }

    [Theory]
    [InlineData("--port", "7100")]
    [InlineData("--port=7100")]
    public void Port_OfTheCommandLine_WinsOverTheFile(params string[] args) =>
        Assert.Equal(7100, LocalDefaults.PortOf(Builder(MinimalHostJson, """{ "Host": { "LocalHttpPort": 7999 } }""", args).Configuration));

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "encrypted")]
    [InlineData("{ oops", "not valid JSON")]
    public void LocalSettings_ThatCannotBeRead_SayWhy(string json, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => Builder(MinimalHostJson, json)).Message, StringComparison.Ordinal);

    [Fact]
    public void HostJson_WithoutOptions_HasTheDocumentedDefaults()
    {
        var host = Read(MinimalHostJson);

        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), host.FunctionTimeout);
        Assert.Equal(5, host.PoisonBlobThreshold);
        Assert.Equal(8 * Environment.ProcessorCount, host.MaxDegreeOfParallelism);
    }

    [Fact]
    public void HostJson_WithOptions_IsRead()
    {
        var host = Read("""
            {
              "version": "2.0", // comments are allowed
              "functionTimeout": "-1",
              "extensions": { "http": { "routePrefix": "" }, "blobs": { "maxDegreeOfParallelism": 4, "poisonBlobThreshold": 1 } },
              "logging": { "logLevel": { "default": "Warning", "Function.Nightly": "Debug" } }
            }
            """);

        Assert.Null(host.FunctionTimeout);
        Assert.Equal("", host.RoutePrefix);
        Assert.Equal((4, 1), (host.MaxDegreeOfParallelism, host.PoisonBlobThreshold));
        Assert.Equal((LogLevel.Warning, LogLevel.Debug), (host.LogLevels["default"], host.LogLevels["Function.Nightly"]));
    }

    [Theory]
    [InlineData("{}", "version")]
    [InlineData("""{ "version": "3.0" }""", "version")]
    [InlineData("{", "could not be read")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "functionTimeout")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "00:00:00" }""", "functionTimeout")]
    [InlineData("""{ "version": "2.0", "extensions": { "blobs": { "poisonBlobThreshold": 0 } } }""", "extensions.blobs.poisonBlobThreshold")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default")]
    public void HostJson_ThatIsWrong_SaysWhere(string json, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidOperationException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0 %Minute% %Hour% * * *", "0 30 3 * * *")]
    [InlineData("%Hour%", "3")]
    [InlineData("0 0 3 * * *", "0 0 3 * * *")]
    public void Settings_InPercentSigns_AreReplaced(string text, string expected) => Assert.Equal(expected, Settings().Resolve(text));

    [Theory]
    [InlineData("%Missing%", "Missing is missing")]
    [InlineData("100%", "closing '%'")]
    [InlineData("%Hour% and %", "closing '%'")]
    public void Settings_ThatCannotBeReplaced_SayWhy(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FunctionSetupException>(() => Settings().Resolve(text)).Message, StringComparison.Ordinal);

    private static ConfigurationManager Settings() => new() { ["Minute"] = "30", ["Hour"] = "3" };

    private HostJson Read(string json)
    {
        File.WriteAllText(Path.Combine(folder.Path, "host.json"), json);
        return HostJson.Read(folder.Path);
    }

    private FunctionsApplicationBuilder Builder(string hostJson, string? localSettings, params string[] args)
    {
        File.WriteAllText(Path.Combine(folder.Path, "host.json"), hostJson);
        if (localSettings is not null) File.WriteAllText(Path.Combine(folder.Path, "local.settings.json"), localSettings);
        return new FunctionsApplicationBuilder(args, new LocalHostOptions(folder.Path, [], TextWriter.Null));
    }
}
