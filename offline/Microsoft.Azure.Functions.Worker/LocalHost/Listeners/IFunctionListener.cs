using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Listeners;

/// <summary>Waits for what triggers one function, and invokes it.</summary>
internal interface IFunctionListener
{
    /// <summary>Listens until <paramref name="stop"/>; returns when the invocation under way has ended.</summary>
    Task RunAsync(CancellationToken stop);

    /// <summary>What an invocation by hand with this input is made with.</summary>
    Task<TriggerInput> ManualInputAsync(string input, CancellationToken cancellation);
}
