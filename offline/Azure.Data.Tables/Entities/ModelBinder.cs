using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>
/// Reads and writes the properties of a class of one's own that implements <see cref="ITableEntity"/>: every public property, under the name
/// of its DataMember attribute if it has one, unless IgnoreDataMember is on it; enumerations as text ('Azure Tables client library for .NET',
/// section on custom models, and its sample 'Customizing serialization').
/// </summary>
internal sealed class ModelBinder
{
    private static readonly ConcurrentDictionary<Type, ModelBinder> Known = new();

    private readonly (string Name, PropertyInfo Property)[] members;

    private ModelBinder(Type type)
    {
        members =
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.GetIndexParameters().Length == 0
                   && !property.IsDefined(typeof(IgnoreDataMemberAttribute))
                   && typeof(ITableEntity).GetProperty(property.Name) is null
               select (NameOf(property), property),
        ];
    }

    /// <summary>The binder of a class.</summary>
    public static ModelBinder Of(Type type) => Known.GetOrAdd(type, model => new ModelBinder(model));

    /// <summary>The name under which a property of a class is stored.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    /// <summary>What is stored of <paramref name="entity"/>.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Read(ITableEntity entity)
    {
        yield return new(SystemProperties.PartitionKey, entity.PartitionKey);
        yield return new(SystemProperties.RowKey, entity.RowKey);
        foreach (var (name, property) in members.Where(member => member.Property.GetMethod is { IsPublic: true }))
        {
            var value = property.GetValue(entity);
            yield return new(name, value is Enum ? value.ToString() : value);
        }
    }

    /// <summary>A new <typeparamref name="T"/> with what was stored; properties it does not have are dropped.</summary>
    /// <exception cref="InvalidCastException">A property was stored with another type.</exception>
    public T Create<T>(Dictionary<string, object?> stored)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        foreach (var (name, property) in members.Where(member => member.Property.SetMethod is { IsPublic: true }))
        {
            if (stored.TryGetValue(name, out var value)) property.SetValue(entity, Convert(name, value, property.PropertyType));
        }

        SetSystemProperties(entity, stored);
        return entity;
    }

    private static void SetSystemProperties(ITableEntity entity, Dictionary<string, object?> stored)
    {
        if (stored.TryGetValue(SystemProperties.PartitionKey, out var partition)) entity.PartitionKey = (string)partition!;
        if (stored.TryGetValue(SystemProperties.RowKey, out var row)) entity.RowKey = (string)row!;
        if (stored.TryGetValue(SystemProperties.Timestamp, out var moment)) entity.Timestamp = (DateTimeOffset?)moment;
        if (stored.TryGetValue(SystemProperties.ETag, out var version)) entity.ETag = new ETag((string)version!);
    }

    private static object? Convert(string name, object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => null,
            _ when target.IsInstanceOfType(value) => value,
            string text when target.IsEnum => Enum.Parse(target, text),
            int number when target == typeof(double) => (double)number,
            DateTimeOffset moment when target == typeof(DateTime) => moment.UtcDateTime,
            byte[] bytes when target == typeof(BinaryData) => new BinaryData(bytes),
            _ => throw new InvalidCastException($"The property '{name}' was stored as {value.GetType()}, not as {target}."),
        };
    }
}
