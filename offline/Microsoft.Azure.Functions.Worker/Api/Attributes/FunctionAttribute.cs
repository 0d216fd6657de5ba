namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Marks a method as a function
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#methods-recognized-as-functions">guide</see>).
/// </summary>
/// <param name="name">Unique in the app; starts with a letter, then letters, digits, _ and -, at most 128 characters.</param>
[AttributeUsage(AttributeTargets.Method)]
#pragma warning disable CA1813 // The genuine type is not sealed.
public class FunctionAttribute(string name) : Attribute
#pragma warning restore CA1813
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
