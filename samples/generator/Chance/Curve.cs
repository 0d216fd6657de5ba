namespace CrmServerless.Samples.Chance;

/// <summary>
/// A distribution given by its quantiles: straight lines between (share in per mille, value) points, the first at 0, the last at 1000.
/// Whole-number arithmetic, so that every machine gets the same values.
/// </summary>
public sealed class Curve(params (int Share, int Value)[] points)
{
    /// <summary>The value below which a share of <paramref name="fraction"/> (units of 2^-32) lies.</summary>
    public int At(uint fraction)
    {
        var share = (long)fraction * 1000; // in units of 2^-32 per mille
        var i = 1;
        while (share > (long)points[i].Share << 32) i++;
        var (from, to) = (points[i - 1], points[i]);
        var along = share - ((long)from.Share << 32);
        var width = (long)(to.Share - from.Share) << 16;
        return from.Value + (int)((to.Value - from.Value) * (along >> 16) / width);
    }
}
