using System.Globalization;
using System.Text;

namespace CrmServerless.Samples.Output;

/// <summary>A csv file that is written row by row: UTF-8 without a mark, commas, line feeds, the same bytes on every system.</summary>
public sealed class CsvFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly StreamWriter writer;
    private readonly char[] text = new char[40];
    private bool rowStarted;

    public CsvFile(string path, params ReadOnlySpan<string> header)
    {
        Name = Path.GetFileName(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { NewLine = "\n" };
        foreach (var column in header) Text(column);
        End();
        Rows = 0;
    }

    public string Name { get; }

    /// <summary>Rows written, without the header.</summary>
    public long Rows { get; private set; }

    /// <summary>A cell of text, empty for null. The company's names hold nothing that csv would have to quote.</summary>
    public CsvFile Text(string? value)
    {
        Separate();
        writer.Write(value);
        return this;
    }

    public CsvFile Number(long? value) => Format(value, default);

    /// <summary>An amount of money or another number with two places, from hundredths.</summary>
    public CsvFile Hundredths(long value) => Format<decimal>(value / 100m, "0.00");

    /// <summary>A rate with four places, from ten-thousandths.</summary>
    public CsvFile TenThousandths(long value) => Format<decimal>(value / 10_000m, "0.0000");

    public CsvFile Day(DateOnly value) => Format<DateOnly>(value, "yyyy-MM-dd");

    /// <summary>Local time, to the second, without an offset.</summary>
    public CsvFile Local(DateTime? value) => Format(value, "yyyy-MM-ddTHH:mm:ss");

    /// <summary>The same moment in UTC.</summary>
    public CsvFile Utc(DateTime? value) => Format(value is { } local ? BerlinTime.ToUtc(local) : (DateTime?)null, "yyyy-MM-ddTHH:mm:ssZ");

    /// <summary>Ends the row.</summary>
    public void End()
    {
        writer.Write('\n');
        rowStarted = false;
        Rows++;
    }

    public void Dispose() => writer.Dispose();

    private CsvFile Format<T>(T? value, ReadOnlySpan<char> format)
        where T : struct, ISpanFormattable
    {
        Separate();
        if (value is not { } filled) return this;
        filled.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.Write(text, 0, length);
        return this;
    }

    private void Separate()
    {
        if (rowStarted) writer.Write(',');
        rowStarted = true;
    }
}
