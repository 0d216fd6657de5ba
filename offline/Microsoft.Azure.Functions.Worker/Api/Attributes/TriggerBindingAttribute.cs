namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>
/// What starts a function; a function has exactly one
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-triggers-bindings">triggers and bindings</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;
