using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Configures a Functions app
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#start-up-and-configuration">start-up</see>).
/// The host it builds serves the app's functions in this process.
/// </summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder builder;
    private readonly LocalHostOptions options;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];
    private bool built;

    internal FunctionsApplicationBuilder(string[] args, LocalHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(args);
        this.options = options;
        builder = LocalApplication.CreateBuilder(args, options);
    }

    /// <summary>Shared between the steps of configuration.</summary>
    public virtual IDictionary<object, object> Properties => ((IHostApplicationBuilder)builder).Properties;

    /// <summary>Settings: environment, local.settings.json, appsettings.json, command line.</summary>
    public ConfigurationManager Configuration => builder.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => builder.Configuration;

    /// <summary>The environment's name (AZURE_FUNCTIONS_ENVIRONMENT, here Development by default) and the app's folder.</summary>
    public virtual IHostEnvironment Environment => builder.Environment;

    /// <summary>Loggers; here the console is one.</summary>
    public virtual ILoggingBuilder Logging => builder.Logging;

    /// <summary>Metrics.</summary>
    public virtual IMetricsBuilder Metrics => builder.Metrics;

    /// <summary>The app's services.</summary>
    public virtual IServiceCollection Services => builder.Services;

    /// <summary>Whether ConfigureFunctionsWebApplication was called.</summary>
    internal bool ServesHttp { get; set; }

    /// <summary>Builds the host.</summary>
    /// <exception cref="InvalidOperationException">It was built already, or host.json is wrong.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        built = true;
        return LocalApplication.Build(builder, options, middleware, ServesHttp);
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)builder).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        this.middleware.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (built) throw new InvalidOperationException("The application has already been built.");
    }
}
