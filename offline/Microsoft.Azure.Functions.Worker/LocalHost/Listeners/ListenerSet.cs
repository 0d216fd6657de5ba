using System.Collections.Frozen;
using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Listeners;

/// <summary>The listeners of all functions that no request starts. One that cannot be made is an error of its function alone.</summary>
internal sealed class ListenerSet
{
    private readonly FrozenDictionary<FunctionDescriptor, IFunctionListener> listeners;

    public ListenerSet(FunctionCatalog catalog, TimerListenerFactory timers, BlobListenerFactory blobs)
    {
        Dictionary<FunctionDescriptor, IFunctionListener> made = [];
        foreach (var function in catalog.Functions)
        {
            try
            {
                if (Make(function, timers, blobs) is { } listener) made[function] = listener;
            }
            catch (FunctionSetupException error)
            {
                catalog.AddError(function, error.Message);
            }
        }

        listeners = made.ToFrozenDictionary();
    }

    /// <summary>The function's listener; null for an HTTP function and one in error.</summary>
    public IFunctionListener? Of(FunctionDescriptor function) => listeners.GetValueOrDefault(function);

    /// <summary>Runs the listeners of all functions that are not disabled until <paramref name="stop"/>.</summary>
    public Task RunAsync(IConfiguration settings, LocalClock clock, ILoggerFactory loggers, CancellationToken stop) =>
        Task.WhenAll(listeners
            .Where(pair => !settings.Disables(pair.Key.Name))
            .Select(pair => new PersistentListener(pair.Key, pair.Value, clock, loggers).RunAsync(stop)));

    private static IFunctionListener? Make(FunctionDescriptor function, TimerListenerFactory timers, BlobListenerFactory blobs) =>
        function.Trigger switch
        {
            TimerTriggerAttribute timer => timers.Make(function, timer),
            BlobTriggerAttribute blob => blobs.Make(function, blob),
            _ => null,
        };
}
