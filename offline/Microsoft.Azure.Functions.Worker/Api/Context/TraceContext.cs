using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace an invocation belongs to, in the terms of W3C Trace Context.</summary>
public abstract class TraceContext
{
    /// <summary>traceparent; empty where there is no trace.</summary>
    public abstract string TraceParent { get; }

    /// <summary>tracestate; empty where there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Attributes the host adds; none here.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <summary>Baggage the host adds; none here.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}
