using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>One source of a column, bound to a file.</summary>
/// <param name="Places">The cells that are read and joined; none for a constant.</param>
/// <param name="Conditions">What must hold of which cells.</param>
/// <param name="Converter">Reads the text.</param>
/// <param name="Constant">The value where no cell is read.</param>
internal sealed record SourcePlan(int[] Places, (int Place, ColumnCondition Condition)[] Conditions, CellConverter Converter, FieldValue Constant)
{
    /// <summary>True when the value is that of one cell and nothing else.</summary>
    public bool IsPlain => Places.Length == 1 && Conditions.Length == 0;

    /// <summary>True when the value is the same whatever the row says.</summary>
    public bool IsConstant => Places.Length == 0 && Conditions.Length == 0;

    /// <summary>The value for a row; no value when a condition doesn't hold. False when the text can't be read.</summary>
    public bool TryConvert(IRowReader row, out FieldValue value)
    {
        value = FieldValue.Empty;
        foreach (var (place, condition) in Conditions)
        {
            if (!condition.Holds(Encoding.UTF8.GetString(row.Cell(place))))
                return true;
        }

        if (Places.Length == 1)
            return Converter.TryConvert(row.Cell(Places[0]), out value);
        if (Places.Length > 1)
            return Converter.TryConvert(Encoding.UTF8.GetBytes(TextOf(row)), out value);

        value = Constant;
        return true;
    }

    /// <summary>The text that is converted: of several cells the filled ones, joined by a space.</summary>
    public string TextOf(IRowReader row)
    {
        var texts = new List<string>(Places.Length);
        foreach (var place in Places)
        {
            var text = Encoding.UTF8.GetString(row.Cell(place)).Trim();
            if (text.Length > 0)
                texts.Add(text);
        }

        return string.Join(' ', texts);
    }
}
