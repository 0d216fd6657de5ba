namespace Microsoft.Azure.Functions.Worker;

/// <summary>Things attached to an invocation by their type (Microsoft.Azure.Functions.Worker.Core, IInvocationFeatures).</summary>
#pragma warning disable CA1710 // The genuine name.
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
#pragma warning restore CA1710
{
    /// <summary>Attaches <paramref name="instance"/> as <typeparamref name="T"/>.</summary>
    void Set<T>(T instance);

    /// <summary>What is attached as <typeparamref name="T"/>; null or default where nothing is.</summary>
    T? Get<T>();
}
