namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What binds a parameter of a function (package Microsoft.Azure.Functions.Worker.Extensions.Abstractions).</summary>
public abstract class BindingAttribute : Attribute;
