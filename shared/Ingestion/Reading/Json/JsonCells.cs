using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>
/// One object as cells: texts unescaped, numbers without exponent, nested objects as `a.b`, lists of plain values joined by `;`, other
/// lists as they are written. Null is an empty cell; a name that the object doesn't have is no cell.
/// </summary>
internal sealed class JsonCells(JsonColumns columns)
{
    private const byte Separator = (byte)';';

    private (int Start, int Length, int Row)[] cells = new (int, int, int)[Math.Max(columns.Count, 16)];
    private byte[] text = new byte[1024];
    private char[] path = new char[256];
    private int written;
    private int row;

    /// <summary>A cell's text; empty where there is none.</summary>
    public ReadOnlySpan<byte> this[int place] => Has(place) ? text.AsSpan(cells[place].Start, cells[place].Length) : default;

    /// <summary>Whether the object says anything about a column.</summary>
    public bool Has(int place) => place < cells.Length && cells[place].Row == row;

    /// <summary>Takes an object; what is wrong with it, or null.</summary>
    public string? Take(ReadOnlySpan<byte> json)
    {
        row++;
        written = 0;
        if (!Utf8.IsValid(json))
            return "the text is not valid UTF-8";

        try
        {
            return DefectOf(json) ?? TakeObject(json);
        }
        catch (JsonException e)
        {
            return $"the json is broken at byte {e.BytePositionInLine + 1}: expected an object";
        }
        catch (InvalidOperationException)
        {
            return "a text has half a character (\\u escape): expected whole ones";
        }
    }

    private static string? DefectOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return "found a value that is no object: expected an object";

        while (reader.Read())
        {
        }

        return null;
    }

    private string? TakeObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        AddObject(json, ref reader, 0);
        return null;
    }

    private void AddObject(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, int prefix)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var length = prefix + AppendName(ref reader, prefix);
            reader.Read();
            AddValue(json, ref reader, length);
        }
    }

    private int AppendName(ref Utf8JsonReader reader, int prefix)
    {
        // One character more, for the dot before a nested name.
        var needed = prefix + reader.ValueSpan.Length + 1;
        if (needed > path.Length)
            Array.Resize(ref path, needed * 2);
        return reader.CopyString(path.AsSpan(prefix));
    }

    private void AddValue(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, int pathLength)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                path[pathLength] = '.';
                AddObject(json, ref reader, pathLength + 1);
                break;
            case JsonTokenType.StartArray:
                var start = written;
                AddList(json, ref reader);
                Set(columns.PlaceOf(path.AsSpan(0, pathLength), isFilled: true), start);
                break;
            case JsonTokenType.Null:
                AddNull(path.AsSpan(0, pathLength));
                break;
            default:
                var from = written;
                AppendScalar(ref reader);
                Set(columns.PlaceOf(path.AsSpan(0, pathLength), isFilled: true), from);
                break;
        }
    }

    private void AddNull(ReadOnlySpan<char> name)
    {
        Set(columns.PlaceOf(name, isFilled: false), written);
        foreach (var place in columns.Nested(name))
            Set(place, written);
    }

    private void AddList(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var (from, textStart, isPlain) = ((int)reader.TokenStartIndex, written, true);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                isPlain = false;
                reader.Skip();
            }
            else if (isPlain && reader.TokenType != JsonTokenType.Null)
            {
                if (written > textStart)
                    Append([Separator]);
                AppendScalar(ref reader);
            }
        }

        if (isPlain)
            return;

        written = textStart;
        Append(json[from..(int)reader.BytesConsumed]);
    }

    private void AppendScalar(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Reserve(reader.ValueSpan.Length);
            written += reader.CopyString(text.AsSpan(written));
        }
        else if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny((byte)'e', (byte)'E') >= 0 && reader.TryGetDecimal(out var number))
        {
            Append(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            Append(reader.ValueSpan);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(text.AsSpan(written));
        written += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (text.Length - written < bytes)
            Array.Resize(ref text, Math.Max(text.Length * 2, written + bytes));
    }

    private void Set(int place, int start)
    {
        if (place < 0)
            return;
        if (place >= cells.Length)
            Array.Resize(ref cells, Math.Max(place + 1, cells.Length * 2));
        cells[place] = (start, written - start, row);
    }
}
