using CrmServerless.Records;

namespace CrmServerless.RecordStore.Keys;

/// <summary>The order of rows in every segment: the key's hash, then source and id ordinally (which only colliding hashes ever ask for).</summary>
internal static class KeyOrder
{
    /// <summary>Below 0 when the left key comes first, above 0 when the right one does, 0 when they are one key.</summary>
    public static int Compare(KeyHash leftHash, RecordKey left, KeyHash rightHash, RecordKey right)
    {
        if (leftHash.High != rightHash.High)
            return leftHash.High < rightHash.High ? -1 : 1;
        if (leftHash.Low != rightHash.Low)
            return leftHash.Low < rightHash.Low ? -1 : 1;
        return Compare(left, right);
    }

    /// <summary>The order of two keys of equal hash.</summary>
    public static int Compare(RecordKey left, RecordKey right)
    {
        var bySource = string.CompareOrdinal(left.Source, right.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(left.Id, right.Id);
    }
}
