namespace CrmServerless.Sources.Mappings;

/// <summary>The names that one column may have in a file; the first that is there is meant.</summary>
/// <param name="Any">One or more header names, in the vendor's own spelling.</param>
public sealed record HeaderNames(IReadOnlyList<string> Any)
{
    /// <summary>The only or first name.</summary>
    public string First => Any[0];

    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", Any);
}
