namespace CrmServerless.Kpis.Facts;

/// <summary>A fact that belongs to something with a number (a customer, a person); plain memory, so that it can be spilled to disk.</summary>
internal interface IFact
{
    /// <summary>The number of what it belongs to; not negative.</summary>
    int Key { get; }
}
