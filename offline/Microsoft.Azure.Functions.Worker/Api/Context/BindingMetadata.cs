namespace Microsoft.Azure.Functions.Worker;

/// <summary>A binding of a function (Microsoft.Azure.Functions.Worker.Core, BindingMetadata).</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's name, or $return.</summary>
    public abstract string Name { get; }

    /// <summary>httpTrigger, timerTrigger, blobTrigger, or http.</summary>
    public abstract string Type { get; }

    /// <summary>In or out.</summary>
    public abstract BindingDirection Direction { get; }
}
