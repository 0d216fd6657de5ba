using CrmServerless.Records;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Sorts a number into bands: each begins at its number and ends where the next begins; below the first there is no value.
/// </summary>
/// <param name="Steps">Where each band begins, ascending, and what its numbers become.</param>
public sealed record Bands(IReadOnlyList<(decimal From, string Result)> Steps)
{
    /// <summary>The result for a number, or null below the first band.</summary>
    public string? Find(decimal number) => Steps.LastOrDefault(s => s.From <= number).Result;
}

/// <summary>Reads a number and converts the result of its band.</summary>
internal sealed class BandConverter(Bands bands, NumberReader reader, CellConverter inner) : CellConverter
{
    public override string Expected => reader.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        value = FieldValue.Empty;
        return reader.TryRead(text, out var number)
            && (bands.Find(number) is not { } result || inner.TryConvert(System.Text.Encoding.UTF8.GetBytes(result), out value));
    }
}
