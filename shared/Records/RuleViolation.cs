namespace CrmServerless.Records;

/// <summary>Why a row or record can't be used.</summary>
/// <param name="Field">The canonical field to blame.</param>
/// <param name="Reason">What is wrong, in plain words and without the record's own values.</param>
public readonly record struct RuleViolation(Field Field, string Reason);
