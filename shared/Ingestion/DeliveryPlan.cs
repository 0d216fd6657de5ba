using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion;

/// <summary>What is decided about a delivery before its rows are read.</summary>
/// <param name="Mapping">How its rows become records; of several tables the first that has one.</param>
/// <param name="Tables">The mapping of each of its tables; null for one that is left out, since it says the same in another way.</param>
/// <param name="MappingHash">The mapping with the zones it is read by, hashed.</param>
/// <param name="DeliveryId">The record store's name for it: the same blob version under the same mapping always has the same.</param>
/// <param name="DeliverySet">The export that it is part of.</param>
/// <param name="Context">What its rows have in common.</param>
/// <param name="SkipsKnownContent">Whether content that was delivered before needs no reading.</param>
internal sealed record DeliveryPlan(
    Mapping Mapping, IReadOnlyList<Mapping?> Tables, string MappingHash, string DeliveryId, string DeliverySet, RowContext Context, bool SkipsKnownContent)
{
    private const int IdChars = 40;

    /// <summary>What the user should know although the file is used; null: nothing.</summary>
    public string? Remark => Tables.Count(t => t is not null) is var used && used < Tables.Count
        ? string.Create(CultureInfo.InvariantCulture, $"{used} of {Tables.Count} tables are used; the others show the same figures in other ways")
        : null;

    /// <summary>Plans a delivery.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="headers">The header rows of its tables.</param>
    /// <param name="settings">Mappings and zones.</param>
    /// <param name="earlier">The path's deliveries before this one, in the order in which their contents were written.</param>
    /// <exception cref="UnreadableFileException">No mapping fits.</exception>
    /// <exception cref="MappingBrokenException">One that might fit is wrong.</exception>
    public static DeliveryPlan Of(InboxBlob blob, IReadOnlyList<Headers> headers, IngestionSettings settings, IReadOnlyList<LedgerRow> earlier)
    {
        var file = blob.File;
        var choices = headers.Select(h => settings.Mappings.Choose(file, settings.Sources.Of(file.Source).Vendor, h)).ToList();
        if (choices.FirstOrDefault(c => c.Mapping is not null)?.Mapping is not { } mapping)
            throw choices[0].IsBlocked ? new MappingBrokenException(choices[0].Expected) : new UnreadableFileException(choices[0].Expected);

        var tables = choices.Select(c => c.Mapping?.Entity == mapping.Entity ? c.Mapping : null).Select(m => choices.Count == 1 ? m : WithoutCustomColumns(m)).ToList();
        var (sourceZone, businessZone) = (settings.ZoneOf(file.Source), settings.Business.TimeZone);
        var mappingHash = Hash([.. tables.OfType<Mapping>().Select(m => m.Hash).Distinct(), sourceZone.Id, businessZone.Id]);
        var deliveryId = Hash(file.Source, file.Path, blob.ETagText, mappingHash)[..IdChars];
        var context = new RowContext(file.Source, sourceZone, businessZone, file.ExportTicks(sourceZone) ?? blob.Member?.Archive.ExportTicks(sourceZone) ?? blob.Modified.UtcTicks, HasFilledModifiedAt: true);
        return new DeliveryPlan(mapping, tables, mappingHash, deliveryId, SetOf(blob, earlier, deliveryId), context, !((file.IsPart || blob.Member is not null) && IsAddedUp(mapping.Entity)));
    }

    /// <summary>The set that all files of a zip belong to: one for each version of the zip, or of the zips that are parts of one export.</summary>
    /// <param name="archive">The zip.</param>
    /// <param name="earlier">Its path's deliveries before this one.</param>
    public static string SetOfArchive(InboxBlob archive, IReadOnlyList<LedgerRow> earlier) =>
        archive.File.IsPart ? SetOfParts(archive.File, earlier) : Hash(archive.File.Source, archive.File.Path, archive.ETagText)[..IdChars];

    /// <summary>
    /// Parts of one export are one set, so that their rows add up. Where exports overwrite each other under the same names, each time a
    /// part comes anew it belongs to a new set.
    /// </summary>
    private static string SetOf(InboxBlob blob, IReadOnlyList<LedgerRow> earlier, string deliveryId) =>
        blob.Member is { } member ? member.DeliverySet
        : blob.File.IsPart ? SetOfParts(blob.File, earlier)
        : deliveryId;

    private static string SetOfParts(InboxPath file, IReadOnlyList<LedgerRow> earlier) =>
        Hash(file.Source, file.SetPath, earlier.Count.ToString(CultureInfo.InvariantCulture))[..IdChars];

    /// <summary>The tables of one delivery share their columns, so that each has the canonical ones only.</summary>
    private static Mapping? WithoutCustomColumns(Mapping? mapping) => mapping is null ? null : mapping with
    {
        KeepsOthers = false,
        Columns = [.. mapping.Columns.Where(c => c.Field is not null)],
        NaturalKey = [.. mapping.NaturalKey.Where(k => mapping.Entity.Find(k) is not null)],
    };

    /// <summary>A part whose content is unchanged still adds to the new set: its sums are those of all parts.</summary>
    private static bool IsAddedUp(EntitySchema entity) => entity.VersionRule != VersionRule.FieldWise;

    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
