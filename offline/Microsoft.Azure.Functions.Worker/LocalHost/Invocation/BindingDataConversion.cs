using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// Turns metadata into a parameter's type: text as it is, a GUID, a date, bytes in UTF-8, anything else as JSON
/// (azure-functions-dotnet-worker, src/DotNetWorker.Core/Converters).
/// </summary>
internal static class BindingDataConversion
{
    private static readonly JsonSerializerOptions CaseInsensitive = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="FunctionInputException">The value is not of the type.</exception>
    public static object? Convert(object value, ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsInstanceOfType(value)) return value;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
        try
        {
            return OfText(text, type);
        }
        catch (Exception error) when (error is FormatException or JsonException or NotSupportedException)
        {
            throw new FunctionInputException(
                $"Cannot convert input parameter '{parameter.Name}' to type '{parameter.ParameterType.FullName}' from type '{value.GetType().FullName}'.",
                error);
        }
    }

    private static object? OfText(string text, Type type)
    {
        if (type == typeof(Guid)) return Guid.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(DateTime)) return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return type == typeof(byte[]) ? Encoding.UTF8.GetBytes(text) : JsonSerializer.Deserialize(text, type, CaseInsensitive);
    }
}
