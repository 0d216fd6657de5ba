using CrmServerless.Records;

namespace CrmServerless.Kpis.Reasons;

/// <summary>Something that records of an entity may state: a column, or a word in it.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Column">The column.</param>
/// <param name="Word">The word, of the vocabulary; null: any value.</param>
public sealed record DataClaim(EntitySchema Entity, Field Column, string? Word)
{
    /// <summary>The alternatives of one requirement of <see cref="Measures.Measure.States"/>.</summary>
    /// <exception cref="FormatException">It names no column of an entity.</exception>
    public static IReadOnlyList<DataClaim> Read(string states) => [.. states.Split('|').Select(ReadOne)];

    /// <summary>As README and mappings write it: `tickets.replies`, `spend.category=service`.</summary>
    public override string ToString() => $"{Entity.Name}.{Column.Name}{(Word is null ? "" : $"={Word}")}";

    private static DataClaim ReadOne(string text)
    {
        var (path, word) = text.Split('=') is [var left, var right] ? (left, right) : (text, null);
        return path.Split('.') is [var entity, var column] && Entities.All.FirstOrDefault(e => e.Name == entity) is { } schema && schema.Find(column) is { } field
            ? new DataClaim(schema, field, word)
            : throw new FormatException($"'{text}' names no column of an entity.");
    }
}
