using System.Collections.Frozen;

namespace CrmServerless.Records;

/// <summary>How a canonical field's text is read.</summary>
public enum FieldType
{
    /// <summary>Text, trimmed, compared exactly.</summary>
    Text,

    /// <summary>A word of the vocabulary of kpis.md section 2, kept as delivered; read it through <see cref="Vocabulary"/>.</summary>
    Word,

    /// <summary>An instant or a date without time.</summary>
    Instant,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A number, or one of the words that stand for one (survey scores: good, bad).</summary>
    NumberOrWord,

    /// <summary>true/false, yes/no, 1/0, or a number (above 0 is true).</summary>
    Boolean,
}

/// <summary>How several rows of one key make one record.</summary>
public enum VersionRule
{
    /// <summary>Field by field, the newest version time wins.</summary>
    FieldWise,

    /// <summary>Rows of one delivery are added up (numbers; an empty cell adds nothing); a later delivery replaces the whole.</summary>
    AddWithinDelivery,

    /// <summary>The later row of one delivery wins; a later delivery replaces the whole.</summary>
    LastInDelivery,
}

/// <summary>A canonical field of an entity.</summary>
/// <param name="Name">Its name in canonical csv files, lower case.</param>
/// <param name="Type">How its text is read.</param>
/// <param name="Index">Its place in <see cref="EntitySchema.Fields"/> and in every value array of the entity.</param>
public sealed record Field(string Name, FieldType Type, int Index);

/// <summary>A canonical entity: its name, fields, key and merge rule (design.md, 'Canonical import').</summary>
public sealed class EntitySchema
{
    private readonly FrozenDictionary<string, Field> byName;

    internal EntitySchema(int ordinal, string name, VersionRule rule, string[] key, (string Name, FieldType Type)[] fields)
    {
        Ordinal = ordinal;
        Name = name;
        VersionRule = rule;
        Fields = [.. fields.Select((f, i) => new Field(f.Name, f.Type, i))];
        byName = Fields.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        Key = [.. key.Select(k => byName[k])];
    }

    /// <summary>A small number that stands for the entity in stored data; never reused.</summary>
    public int Ordinal { get; }

    /// <summary>The entity's name: customers, deals, order_lines, …</summary>
    public string Name { get; }

    /// <summary>How versions of one record merge.</summary>
    public VersionRule VersionRule { get; }

    /// <summary>The canonical fields in the order of the canonical csv header; custom columns come after them.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The fields that make up the record's id, in order: `id`, or the composite key of an entity without one.</summary>
    public IReadOnlyList<Field> Key { get; }

    /// <summary>The field of that name, or null. Names compare without case.</summary>
    public Field? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">The entity has no such field.</exception>
    public Field this[string name] => byName.TryGetValue(name, out var field) ? field : throw new KeyNotFoundException($"{Name} has no field '{name}'");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
