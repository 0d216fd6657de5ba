using System.Globalization;
using System.Xml;

namespace Azure.Data.Tables;

/// <summary>Values as a filter writes them: 'Querying tables and entities', section 'Constructing filter strings'.</summary>
internal static class FilterLiteral
{
    /// <summary>The literal of <paramref name="value"/>; quotes within text are doubled.</summary>
    /// <exception cref="ArgumentException">It has a type that filters do not have.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString(CultureInfo.InvariantCulture),
        Guid guid => $"guid'{guid}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexString(bytes.ToMemory().Span)}'",
        DateTimeOffset moment => Of(moment.UtcDateTime),
        DateTime moment => $"datetime'{XmlConvert.ToString(moment.ToUniversalTime(), XmlDateTimeSerializationMode.RoundtripKind)}'",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        char letter => Of(letter.ToString()),
        Enum constant => Of(constant.ToString()),
        _ => throw new ArgumentException($"Unable to convert a {value.GetType()} to an OData literal."),
    };
}
