namespace Microsoft.Azure.Functions.Worker;

/// <summary>The data an invocation was triggered with (Microsoft.Azure.Functions.Worker.Core, BindingContext).</summary>
public abstract class BindingContext
{
    /// <summary>
    /// The trigger's metadata by name: route and query values of a request; BlobTrigger, Uri, Properties, Metadata and the path's tokens of a
    /// blob. Anything but text is JSON.
    /// </summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
