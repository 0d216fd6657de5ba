using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>
/// An entity as a dictionary from property name to value. .NET API page 'TableEntity Class'. Its system properties are among the entries:
/// enumerating one that was read also yields odata.etag, PartitionKey, RowKey and Timestamp. Dates come back as <see cref="DateTimeOffset"/>.
/// </summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    private readonly Dictionary<string, object?> properties;

    /// <summary>An entity without any property, the key included.</summary>
    public TableEntity() => properties = [];

    /// <summary>An entity with a key.</summary>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with a copy of <paramref name="values"/>.</summary>
    public TableEntity(IDictionary<string, object?> values) => properties = new Dictionary<string, object?>(values);

    /// <inheritdoc/>
    [AllowNull]
    public string PartitionKey
    {
        get => GetString(SystemProperties.PartitionKey)!;
        set => properties[SystemProperties.PartitionKey] = value;
    }

    /// <inheritdoc/>
    [AllowNull]
    public string RowKey
    {
        get => GetString(SystemProperties.RowKey)!;
        set => properties[SystemProperties.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(SystemProperties.Timestamp);
        set => properties[SystemProperties.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => new(GetString(SystemProperties.ETag)!);
        set => properties[SystemProperties.ETag] = value.ToString();
    }

    /// <summary>The names of the properties, system properties included.</summary>
    public ICollection<string> Keys => properties.Keys;

    /// <summary>How many properties there are, system properties included.</summary>
    public int Count => properties.Count;

    ICollection<object?> IDictionary<string, object?>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>
    /// The value of the property <paramref name="key"/>; null where there is none. An int set over a long or a double becomes one, so that the
    /// property keeps its type in the table (page 'TableEntity.Item[String] Property').
    /// </summary>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = EntityValue.KeepType(properties.GetValueOrDefault(key), value);
    }

    /// <summary>The property as text, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public string? GetString(string key) => EntityValue.As<string>(this[key]);

    /// <summary>The property as bytes, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public byte[]? GetBinary(string key) => EntityValue.As<byte[]>(this[key]);

    /// <summary>The property as bytes, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public BinaryData? GetBinaryData(string key) => this[key] is byte[] bytes ? new BinaryData(bytes) : EntityValue.As<BinaryData>(this[key]);

    /// <summary>The property as truth value, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public bool? GetBoolean(string key) => EntityValue.As<bool?>(this[key]);

    /// <summary>The property as UTC time, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public DateTime? GetDateTime(string key) =>
        this[key] is DateTimeOffset moment ? moment.UtcDateTime : EntityValue.As<DateTime?>(this[key]);

    /// <summary>The property as moment, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        this[key] is DateTime moment ? new DateTimeOffset(moment) : EntityValue.As<DateTimeOffset?>(this[key]);

    /// <summary>The property as number, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public double? GetDouble(string key) => EntityValue.As<double?>(this[key]);

    /// <summary>The property as GUID, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public Guid? GetGuid(string key) => EntityValue.As<Guid?>(this[key]);

    /// <summary>The property as 32-bit integer, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public int? GetInt32(string key) => EntityValue.As<int?>(this[key]);

    /// <summary>The property as 64-bit integer, null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public long? GetInt64(string key) => EntityValue.As<long?>(this[key]);

    /// <summary>Sets a property; one of that name is replaced.</summary>
    public void Add(string key, object? value) => this[key] = value;

    /// <summary>Whether there is a property of that name.</summary>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <summary>Removes a property; false where there was none.</summary>
    public bool Remove(string key) => properties.Remove(key);

    /// <summary>The property's value; false where there is none.</summary>
    public bool TryGetValue(string key, out object? value) => properties.TryGetValue(key, out value);

    /// <summary>Removes every property, the key included.</summary>
    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => this[item.Key] = item.Value;

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();
}
