using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Converting;
using CrmServerless.RecordStore;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Sources.Generic;
using CrmServerless.Sources.Mappings;
using CrmServerless.Webhooks.Events;
using CrmServerless.Webhooks.Log;

namespace CrmServerless.Webhooks.Records;

/// <summary>
/// Makes record versions of a source's events by the same mappings as its files. A version holds what the event says and nothing else: of a
/// record that is only named, no field is made up, so that no KPI counts it before an export or a patch brings what it lacks.
/// </summary>
internal sealed class PatchMaker(string source, IngestionSettings settings)
{
    private const string GenericVendor = "generic";

    /// <summary>A version from the future would win over every later one; clocks are not a day wrong.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    private readonly Dictionary<string, PatchConverter> converters = new(StringComparer.Ordinal);

    /// <summary>The patch that an event makes, or why it makes none.</summary>
    public RecordPatch Make(PatchEvent change, DeliveryLine delivery)
    {
        if (change.Problem is { } problem)
            return Refused(problem);
        if (MappingOf(delivery.Vendor, change.Object) is not { } mapping)
            return Refused($"found '{change.Object}': expected an object for which there is a mapping of vendor {delivery.Vendor}");
        if (mapping.Entity.VersionRule != VersionRule.FieldWise || mapping.Entity.Find("id") is not { } id)
            return Refused($"{mapping.Entity} come as files only: their rows have no id that an event could change");

        var patch = ConverterOf(mapping).Convert(change.Fields);
        return patch.Version is not { } version ? patch
            : !version.Values[id.Index].HasValue ? Refused("the record's id is empty")
            : Finished(patch, version, change, delivery);
    }

    private static RecordPatch Finished(RecordPatch patch, RecordVersion version, PatchEvent change, DeliveryLine delivery)
    {
        var ticks = (version.VersionTicks > 0 ? version.VersionTicks : (change.At ?? delivery.At).UtcTicks) - change.Before.Ticks;
        if (ticks > (delivery.At + MostAhead).UtcTicks)
            return Refused("the event's time lies in the future");

        var values = version.Values;
        if (change.IsPartial && change.Fields.All(f => !string.IsNullOrWhiteSpace(f.Value)))
            ForgetEmpty(values);
        State(values, patch.Entity, "modified_at", FieldValue.OfInstant(ticks), onlyWhenAbsent: true);
        foreach (var (field, value) in change.Stated)
        {
            if (!State(values, patch.Entity, field, value == EventFields.Moment ? FieldValue.OfInstant(ticks) : value, onlyWhenAbsent: false))
                return Refused($"{patch.Entity} have no {field}");
        }

        return patch with { Version = version with { VersionTicks = ticks, Values = values } };
    }

    private static bool State(FieldValue[] values, EntitySchema entity, string name, FieldValue value, bool onlyWhenAbsent)
    {
        if (entity.Find(name) is not { } field)
            return false;
        if (!onlyWhenAbsent || values[field.Index].Kind == FieldKind.Absent)
            values[field.Index] = value;
        return true;
    }

    private static void ForgetEmpty(FieldValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Kind == FieldKind.Empty)
                values[i] = FieldValue.Absent;
        }
    }

    private static RecordPatch Refused(string reason) => new(Entities.Customers, [], null, new RowRejection(0, string.Empty, reason));

    private Mapping? MappingOf(string vendor, string name) => vendor == GenericVendor
        ? (Entities.Find(name) is { } entity ? settings.Mappings.Find(vendor, entity) : null) ?? GenericMappings.ByName(new InboxPath(source, name))
        : settings.Mappings.Find(vendor, name);

    private PatchConverter ConverterOf(Mapping mapping)
    {
        if (!converters.TryGetValue(mapping.Name, out var converter))
        {
            // Version time 0 says that the row states none.
            var context = new RowContext(source, settings.ZoneOf(source), settings.Business.TimeZone, RecordVersion.OlderThanAny, HasFilledModifiedAt: true);
            converters.Add(mapping.Name, converter = new PatchConverter(mapping, context));
        }

        return converter;
    }
}
