using CrmServerless.Records;

namespace CrmServerless.Sources;

/// <summary>
/// A value that a mapping derives from the user's own reference table: the records of an entity get, under a name, the table's column
/// of the row whose key equals one of their fields. It is looked up when KPIs are computed, so the order of files doesn't matter.
/// The table's rows are records of <see cref="Entities.Lookups"/> of the same source, with the column as a custom column.
/// </summary>
/// <param name="Source">The source whose records get it and whose table it is read from.</param>
/// <param name="Entity">The entity that gets it.</param>
/// <param name="Name">A canonical field of the entity, else a new dimension. A record's own filled value comes first.</param>
/// <param name="Table">The value of `table` of the looked-up rows.</param>
/// <param name="By">The field of the record that holds the table's `key`; compared exactly.</param>
/// <param name="Column">The custom column of the table that is taken.</param>
public sealed record DerivedDimension(string Source, EntitySchema Entity, string Name, string Table, Field By, string Column);
