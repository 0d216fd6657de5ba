using Microsoft.Azure.Functions.Worker.LocalHost.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What is known only once the host has started.</summary>
internal sealed class LocalHostState
{
    private HostKeys? keys;

    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public HostKeys Keys
    {
        get => keys ?? throw new InvalidOperationException("The host has not started yet.");
        set => keys = value;
    }
}
