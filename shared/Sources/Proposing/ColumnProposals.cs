using CrmServerless.Records;
using CrmServerless.Sources.Generic;

namespace CrmServerless.Sources.Proposing;

/// <summary>Which entity a file may hold and which columns are which of its fields.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Columns">The place of each recognised column by field, in the order of the entity's fields.</param>
internal sealed record ColumnProposals(EntitySchema Entity, IReadOnlyList<(Field Field, int Place)> Columns)
{
    /// <summary>The entity that recognises the most of the file's columns; one that the file is named for comes first.</summary>
    public static ColumnProposals Of(FileSample sample)
    {
        var named = GenericMappings.ByName(new InboxPath("x", sample.FileName))?.Entity;
        return Entities.All.Where(e => e != Entities.Lookups)
            .Select(e => For(e, sample))
            .OrderByDescending(p => p.Entity == named && p.Columns.Count > 0)
            .ThenByDescending(p => p.Score)
            .First();
    }

    private int Score => (Columns.Count * 2) + (Columns.Any(c => c.Field.Name == "id" || Entity.Key.Contains(c.Field)) ? 1 : 0) - Entity.Fields.Count(f => f.Name is "score" or "rate" && Columns.All(c => c.Field != f)) * 4;

    private static ColumnProposals For(EntitySchema entity, FileSample sample)
    {
        var free = sample.Headers.NamedPlaces.ToList();
        var columns = new List<(Field, int)>();
        foreach (var field in entity.Fields)
        {
            var names = FieldWords.Of(entity, field);
            var place = free.Select(p => (int?)p).FirstOrDefault(p => Vocabulary.Normalize(sample.Headers.Names[p!.Value]) == Vocabulary.Normalize(field.Name))
                ?? free.Select(p => (int?)p).FirstOrDefault(p => names.Contains(Vocabulary.Normalize(sample.Headers.Names[p!.Value])));
            if (place is not { } found)
                continue;

            columns.Add((field, found));
            free.Remove(found);
        }

        return new ColumnProposals(entity, columns);
    }
}
