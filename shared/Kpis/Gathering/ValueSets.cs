namespace CrmServerless.Kpis.Gathering;

/// <summary>Sources with the values of dimensions, by number. There are millions of facts and few different ones: each is kept once.</summary>
internal sealed class ValueSets
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<Entry, int> numbers = [];

    /// <summary>What has that number.</summary>
    public (string Source, string?[] Values) this[int number] => (entries[number].Source, entries[number].Values);

    /// <summary>The number of these values, which are not changed afterwards.</summary>
    public int Add(string source, string?[] values)
    {
        var entry = new Entry(source, values);
        if (!numbers.TryGetValue(entry, out var number))
        {
            number = entries.Count;
            entries.Add(entry);
            numbers.Add(entry, number);
        }

        return number;
    }

    private readonly struct Entry(string source, string?[] values) : IEquatable<Entry>
    {
        public string Source => source;

        public string?[] Values => values;

        public bool Equals(Entry other) => source == other.Source && values.AsSpan().SequenceEqual(other.Values);

        public override bool Equals(object? obj) => obj is Entry other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(source);
            foreach (var value in values)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
