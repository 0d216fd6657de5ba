using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Links;

/// <summary>Reads a record's dimension values: own field, custom column, or derived from a reference table.</summary>
internal sealed class RecordFields(DerivedColumns derived)
{
    /// <summary>The record's own text in a canonical field, else a derived one of that name, trimmed; null when blank.</summary>
    public string? Text(MergedRecord record, Field field) => Filled(record[field]) ?? derived.Find(record, field.Name);

    /// <summary>The record's value of a custom column or derived dimension; null when blank or when it has none of that name.</summary>
    public string? Custom(MergedRecord record, string name)
    {
        for (var i = 0; i < record.CustomColumns.Count; i++)
        {
            if (record.CustomColumns[i] == name && Filled(record.Values[record.Entity.Fields.Count + i]) is { } value)
                return value;
        }

        return derived.Find(record, name);
    }

    /// <summary>A value as a dimension shows it; null when blank.</summary>
    public static string? Filled(FieldValue value)
    {
        if (!value.HasValue)
            return null;
        var text = value.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
