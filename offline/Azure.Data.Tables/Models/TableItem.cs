namespace Azure.Data.Tables.Models;

/// <summary>A table of an account. .NET API page 'TableItem Class'.</summary>
public class TableItem
{
    /// <summary>A table called <paramref name="name"/>.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }
}
