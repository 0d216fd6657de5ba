using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>Compares values by what they say: absent and empty both say that nothing is known.</summary>
internal static class FieldMeaning
{
    /// <summary>True when the values say the same.</summary>
    public static bool Same(in FieldValue left, in FieldValue right) => left.HasValue ? left.Equals(right) : !right.HasValue;

    /// <summary>True when all values say the same.</summary>
    public static bool Same(ReadOnlySpan<FieldValue> left, ReadOnlySpan<FieldValue> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (!Same(in left[i], in right[i]))
                return false;
        }

        return true;
    }
}
