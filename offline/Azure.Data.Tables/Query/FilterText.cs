using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Filters from interpolated text.</summary>
internal static class FilterText
{
    /// <summary>
    /// <paramref name="filter"/> with each interpolated value as a literal, so that no value can change the filter. .NET API page
    /// 'TableClient.CreateQueryFilter Method'.
    /// </summary>
    /// <exception cref="ArgumentException">A value has a type that filters do not have.</exception>
    public static string Translate(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        object[] literals = [.. filter.GetArguments().Select(FilterLiteral.Of)];
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }
}
