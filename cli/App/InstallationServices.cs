using CrmServerless.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Cli.App;

/// <summary>The app's own services over an installation's storage, for commands that compute on what lies there.</summary>
internal static class InstallationServices
{
    /// <summary>The services; without settings: nothing that sends or needs a secret can be used.</summary>
    public static ServiceProvider Of(CrmStorage storage, TimeProvider time) => new ServiceCollection()
        .AddSingleton(time)
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
        .AddCrmServerless(new ConfigurationBuilder().Build())
        .AddSingleton(storage)
        .BuildServiceProvider();
}
