using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Reduction;

/// <summary>
/// Writes a merged record as few rows that merge to the same again: one row for each stamp among its values, holding the values
/// with that stamp.
/// </summary>
internal sealed class FieldLayers(int width)
{
    private readonly List<Stamp> stamps = [];
    private readonly VersionRow layer = new(width);

    /// <summary>Writes the layers, oldest first. A record without any value is one row without values.</summary>
    public void Write(FieldState state, IRowTarget target)
    {
        FindStamps(state);
        if (stamps.Count == 0)
            stamps.Add(state.Single.Stamp);
        (layer.Hash, layer.Key, layer.Set) = (state.Single.Hash, state.Single.Key, null);
        foreach (var stamp in stamps)
        {
            Fill(state, stamp);
            target.Write(layer);
        }
    }

    private void FindStamps(FieldState state)
    {
        stamps.Clear();
        for (var i = 0; i < width; i++)
        {
            var stamp = state.StampOf(i);
            if (stamp != Stamp.Never && !stamps.Contains(stamp))
                stamps.Add(stamp);
        }

        stamps.Sort();
    }

    private void Fill(FieldState state, Stamp stamp)
    {
        layer.Stamp = stamp;
        for (var i = 0; i < width; i++)
            layer.Values[i] = state.StampOf(i) == stamp ? state.Values[i] : FieldValue.Absent;
    }
}
