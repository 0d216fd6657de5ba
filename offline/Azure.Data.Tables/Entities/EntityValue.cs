namespace Azure.Data.Tables;

/// <summary>The values of <see cref="TableEntity"/>'s properties.</summary>
internal static class EntityValue
{
    /// <summary><paramref name="value"/> as <typeparamref name="T"/>; default for null. Nothing is converted.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public static T? As<T>(object? value) => value switch
    {
        null => default,
        T typed => typed,
        _ => throw new InvalidOperationException($"Cannot return {typeof(T)} type for a {value.GetType()} typed property."),
    };

    /// <summary>What is stored when <paramref name="next"/> follows <paramref name="current"/>: an int becomes the long or double that was.</summary>
    public static object? KeepType(object? current, object? next) => (current, next) switch
    {
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        _ => next,
    };
}
