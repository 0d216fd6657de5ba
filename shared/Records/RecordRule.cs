using NodaTime;

namespace CrmServerless.Records;

/// <summary>True when the record breaks the rule.</summary>
internal delegate bool RuleTest(JudgedRecord record);

/// <summary>The date that counts, of a record's values.</summary>
internal delegate FieldValue EffectiveDate(ReadOnlySpan<FieldValue> values);

/// <summary>One rule that every usable record keeps.</summary>
/// <param name="Field">The field to blame; a row whose file lacks it isn't asked.</param>
/// <param name="Reason">What a broken rule says.</param>
/// <param name="IsBroken">The test.</param>
/// <param name="WholeRecordOnly">True for what must hold for the sum of a record's rows but not for each of them.</param>
internal sealed record RecordRule(Field Field, string Reason, RuleTest IsBroken, bool WholeRecordOnly = false);

/// <summary>The values that a rule looks at.</summary>
internal readonly ref struct JudgedRecord(ReadOnlySpan<FieldValue> values, DateTimeZone zone)
{
    public ReadOnlySpan<FieldValue> Values { get; } = values;

    public FieldValue this[Field field] => Values[field.Index];

    public bool IsAnyOf(Field word, params ReadOnlySpan<string> expected)
    {
        var text = Values[word.Index].AsText;
        foreach (var candidate in expected)
        {
            if (Vocabulary.Is(text, candidate))
                return true;
        }

        return false;
    }

    public bool IsBefore(FieldValue first, FieldValue second) => Moments.IsBefore(first, second, zone);
}
