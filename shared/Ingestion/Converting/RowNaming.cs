using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>
/// Gives each row of a file its id (kpis.md section 2, 'Keys of entities without id'): its own, else its key fields or the mapping's
/// natural key joined, else a hash of its content and which of the equal rows it is.
/// </summary>
internal sealed class RowNaming
{
    /// <summary>A longer id is an error in the mapping or the file, not an identity.</summary>
    private const int LongestId = 1024;

    private readonly EntitySchema entity;
    private readonly (string Name, int Index, bool MayBeEmpty)[] parts;
    private readonly (string Name, int Index)[] content;
    private readonly RowOrdinals ordinals = new();
    private readonly ArrayBufferWriter<byte> written = new();

    /// <summary>Decides once per file what names its rows.</summary>
    /// <param name="mapping">The file's mapping.</param>
    /// <param name="columns">The names of all values, canonical and custom, by index.</param>
    /// <param name="delivered">The indexes of the values that the file or the mapping delivers.</param>
    public RowNaming(Mapping mapping, IReadOnlyList<string> columns, IReadOnlySet<int> delivered)
    {
        entity = mapping.Entity;
        var hasId = EntityIdentity.HasId(entity) && delivered.Contains(entity["id"].Index);
        parts = hasId || !EntityIdentity.HasId(entity)
            ? [.. entity.Key.Select(f => (f.Name, f.Index, EntityIdentity.MayBeEmpty(entity, f)))]
            : [.. mapping.NaturalKey.Select(name => (name, IndexOf(columns, name), true))];
        content = [.. delivered.Select(i => (columns[i], i)).OrderBy(c => c.Item1, StringComparer.Ordinal)];
    }

    /// <summary>Whether rows are named by their own columns, all of which a row must have to be known.</summary>
    /// <param name="unread">The indexes of values that couldn't be read.</param>
    public bool CanName(IReadOnlySet<int> unread) => parts.Length > 0 && !parts.Any(p => unread.Contains(p.Index));

    /// <summary>The row's id, or null with the name of the column that should have named it.</summary>
    public string? IdOf(FieldValue[] values, out string? emptyColumn)
    {
        emptyColumn = null;
        foreach (var part in parts)
        {
            if (!part.MayBeEmpty && !values[part.Index].HasValue)
                emptyColumn ??= part.Name;
        }

        if (emptyColumn is not null)
            return null;

        var id = parts.Length switch
        {
            0 => ContentId(values),
            1 => Text(values[parts[0].Index], parts[0].Name),
            _ => RecordKey.Join([.. parts.Select(p => Text(values[p.Index], p.Name))]),
        };
        if (id.Length is > 0 and <= LongestId)
            return id;

        emptyColumn = parts.Length > 0 ? parts[0].Name : null;
        return null;
    }

    /// <summary>Equal values give equal texts: words by the vocabulary, numbers without trailing zeros.</summary>
    private string Text(FieldValue value, string name) =>
        value.AsNumber is { } number ? number.ToString("G29", CultureInfo.InvariantCulture)
        : value.AsText is { } text && entity.Find(name)?.Type == FieldType.Word ? Vocabulary.Normalize(text)
        : value.ToString();

    private string ContentId(FieldValue[] values)
    {
        written.ResetWrittenCount();
        foreach (var (name, index) in content)
        {
            if (values[index].HasValue)
                Encoding.UTF8.GetBytes($"{name}\u001F{(int)values[index].Kind}\u001F{Text(values[index], name)}\u001E", written);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(written.WrittenSpan, hash);
        var ordinal = ordinals.Next(BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash[..16])}-{ordinal}");
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
                return i;
        }

        throw new ArgumentException($"no column '{name}'", nameof(name));
    }
}
