namespace CrmServerless.Sources.Conversion;

/// <summary>How a vendor writes ids, so that one record's id is one text wherever it stands.</summary>
/// <param name="IsSalesforce">15 characters and the same 18 are one id: the longer form is kept.</param>
/// <param name="Prefix">What some exports put before the id, or null.</param>
/// <param name="EmptyTexts">Ids that stand for none.</param>
public sealed record IdFormat(bool IsSalesforce, string? Prefix, IReadOnlyList<string> EmptyTexts)
{
    /// <summary>Ids that need nothing.</summary>
    public static IdFormat AsWritten { get; } = new(false, null, []);

    /// <summary>True when ids stay as written.</summary>
    public bool IsAsWritten => !IsSalesforce && Prefix is null && EmptyTexts.Count == 0;
}
