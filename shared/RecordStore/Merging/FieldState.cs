using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// A record of a <see cref="VersionRule.FieldWise"/> entity while its versions come in: of every field the value whose stamp beats
/// the others'. Absent never wins. While there is one version only, nothing is copied and no stamps are kept.
/// </summary>
internal sealed class FieldState(int width)
{
    private readonly VersionRow first = new(width);
    private readonly Stamp[] stamps = new Stamp[width];
    private bool hasStamps;

    /// <summary>True once there is a version.</summary>
    public bool Any { get; private set; }

    /// <summary>True while all values are of one version, whose row is <see cref="Single"/>.</summary>
    public bool IsSingle => Any && !hasStamps;

    /// <summary>The first version, exactly as it came while <see cref="IsSingle"/>; later its values are the merged ones.</summary>
    public VersionRow Single => first;

    /// <summary>The merged values.</summary>
    public FieldValue[] Values => first.Values;

    /// <summary>Forgets the record.</summary>
    public void Reset()
    {
        Any = false;
        hasStamps = false;
    }

    /// <summary>Takes a version, in any order. The row is left with other values.</summary>
    public void Add(VersionRow row)
    {
        if (Any)
        {
            Merge(row.Values, row.Stamp);
            return;
        }

        first.ExchangeWith(row);
        Any = true;
    }

    /// <summary>The stamp of a field's value; <see cref="Stamp.Never"/> where it is absent.</summary>
    public Stamp StampOf(int field)
    {
        if (!Any || Values[field].Kind == FieldKind.Absent)
            return Stamp.Never;
        return hasStamps ? stamps[field] : first.Stamp;
    }

    /// <summary>Takes a value of a field.</summary>
    /// <returns>True when it won.</returns>
    public bool Offer(int field, in FieldValue value, Stamp stamp)
    {
        if (value.Kind == FieldKind.Absent || !stamp.Beats(StampOf(field)))
            return false;
        KeepStamps();
        Values[field] = value;
        stamps[field] = stamp;
        return true;
    }

    /// <summary>Becomes a copy of the other.</summary>
    public void CopyFrom(FieldState other)
    {
        Reset();
        if (!other.Any)
            return;
        Begin(other.first.Stamp);
        first.Hash = other.first.Hash;
        first.Key = other.first.Key;
        other.Values.CopyTo(Values, 0);
        KeepStamps();
        for (var i = 0; i < stamps.Length; i++)
            stamps[i] = other.StampOf(i);
    }

    /// <summary>Becomes a record without any value.</summary>
    public void Begin(Stamp stamp)
    {
        Any = true;
        hasStamps = false;
        first.Stamp = stamp;
        Array.Clear(Values);
    }

    private void Merge(FieldValue[] values, Stamp stamp)
    {
        KeepStamps();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Kind == FieldKind.Absent || !stamp.Beats(stamps[i]))
                continue;
            Values[i] = values[i];
            stamps[i] = stamp;
        }
    }

    private void KeepStamps()
    {
        if (hasStamps)
            return;
        for (var i = 0; i < stamps.Length; i++)
            stamps[i] = Values[i].Kind == FieldKind.Absent ? Stamp.Never : first.Stamp;
        hasStamps = true;
    }
}
