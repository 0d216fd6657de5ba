using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Sources;
using NodaTime;

namespace CrmServerless.Ingestion.FullExports;

/// <summary>A blob of an export.</summary>
/// <param name="Blob">A file or a zip.</param>
/// <param name="Rows">The ledger rows of its rows: its own, or those of the files in it.</param>
/// <param name="Archive">The zip where it is open.</param>
internal sealed record ExportPart(InboxBlob Blob, IReadOnlyList<LedgerRow> Rows, InboxArchive? Archive = null);

/// <summary>An export as it came: one blob, or numbered parts.</summary>
/// <param name="Row">The ledger row that speaks for all of it.</param>
/// <param name="Parts">Its blobs.</param>
/// <param name="IsWhole">False when a part of it is missing, to come, or can't be understood: then it deletes nothing.</param>
internal sealed partial record ExportSet(LedgerRow Row, IReadOnlyList<ExportPart> Parts, bool IsWhole)
{
    private const int IdChars = 40;

    /// <summary>The entities in it, by name.</summary>
    public IEnumerable<EntitySchema> Entities =>
        Rows().Select(r => r.Entity is null ? null : Records.Entities.Find(r.Entity)).OfType<EntitySchema>().Distinct().OrderBy(e => e.Name, StringComparer.Ordinal);

    /// <summary>The rows of its files that hold the entity.</summary>
    public IReadOnlyList<LedgerRow> RowsOf(EntitySchema entity) => [.. Rows().Where(r => r.Entity == entity.Name)];

    /// <summary>When it was made, by the oldest file that holds the entity: what came to be while the others were written is not missing.</summary>
    public long Ticks(EntitySchema entity, DateTimeZone zone) =>
        Parts.SelectMany(p => p.Rows.Where(r => r.Entity == entity.Name).Select(r => r.File.ExportTicks(zone) ?? p.Blob.File.ExportTicks(zone) ?? p.Blob.Modified.UtcTicks)).Min();

    /// <summary>Names the sweep of an entity: the same files under the same mappings always have the same.</summary>
    public string IdOf(EntitySchema entity)
    {
        var text = string.Join('\n', RowsOf(entity).Select(r => r.DeliveryId).Order(StringComparer.Ordinal).Prepend(entity.Name).Prepend("full"));
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..IdChars];
        return Row.IsReleased ? $"{id}-released" : id;
    }

    /// <summary>
    /// The name that successive exports have in common: digits don't count, being dates and numbers, and a part is another thing than a
    /// file that is none. Files in a zip go by the zip.
    /// </summary>
    public static string StreamOf(LedgerRow row)
    {
        var path = row.File.ArchivePath is { } zip ? new InboxPath(row.Source, zip) : row.File;
        return Digits().Replace(path.SetPath, "#") + (path.IsPart ? " in parts" : string.Empty);
    }

    private IEnumerable<LedgerRow> Rows() => Parts.SelectMany(p => p.Rows);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
