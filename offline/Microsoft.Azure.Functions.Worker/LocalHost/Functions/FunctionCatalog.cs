using System.Collections.Concurrent;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The functions the app has, and why some cannot be served.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions, IEnumerable<(string Name, string Message)> errors)
{
    private readonly ConcurrentQueue<(string Name, string Message)> errors = new(errors);

    public IReadOnlyList<FunctionDescriptor> Functions => functions;

    /// <summary>Name and reason of every function in error.</summary>
    public IReadOnlyCollection<(string Name, string Message)> Errors => errors;

    /// <summary>The function of this name, in any case; null where there is none.</summary>
    public FunctionDescriptor? Find(string name) =>
        functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public void AddError(FunctionDescriptor function, string message) => errors.Enqueue((function.Name, message));

    /// <summary>Whether the function is served.</summary>
    public bool IsSound(FunctionDescriptor function) => errors.All(error => error.Name != function.Name);
}
