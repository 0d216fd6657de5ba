using System.Text.RegularExpressions;

namespace CrmServerless.Ingestion.Reading;

/// <summary>
/// The rows of a file whose tables stand below lines of remarks (GA4 exports): `# Start date: 20230101`. A table ends where the next
/// remarks begin.
/// </summary>
internal sealed partial class RemarkedRows(IRowReader rows) : IRowReader
{
    private const string FirstDay = "# Start date";
    private const string LastDay = "# End date";

    private readonly Dictionary<string, string> remarks = [];
    private bool isAtRemark = true;
    private long lastLine;

    /// <summary>What was remarked so far, the newest of each name.</summary>
    public IReadOnlyDictionary<string, string> Remarks => remarks;

    public int CellCount => rows.CellCount;

    public long Line => rows.Line;

    public string? Defect => rows.Defect;

    public string RawText => rows.RawText;

    /// <summary>Whether a row is the kind of line by which such a file begins.</summary>
    public static bool BeginsWith(IRowReader rows) => rows.Cell(0).StartsWith("# --"u8);

    public ReadOnlySpan<byte> Cell(int index) => rows.Cell(index);

    /// <summary>Moves to the table's next row; false before the next remarks.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (isAtRemark || !await rows.ReadAsync(cancellationToken))
            return false;

        // Directly below another row it is a row of data, even if an event is called '# something'.
        isAtRemark = IsRemark && rows.Line > lastLine + 1;
        lastLine = rows.Line;
        return !isAtRemark;
    }

    /// <summary>Moves behind the remarks where the reader stands, to the header of the next table; false at the end.</summary>
    public async ValueTask<bool> SkipRemarksAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken))
        {
        }

        if (!isAtRemark)
            return false;

        do
            Note(rows.RawText.Trim());
        while (await rows.ReadAsync(cancellationToken) && IsRemark);
        isAtRemark = false;
        lastLine = rows.Line;
        return rows.CellCount > 0 && !IsRemark;
    }

    public ValueTask DisposeAsync() => rows.DisposeAsync();

    private bool IsRemark => rows.Cell(0).StartsWith("# "u8) || rows.Cell(0).SequenceEqual("#"u8);

    private void Note(string line)
    {
        if (Period().Match(line) is { Success: true } period)
        {
            remarks[FirstDay] = period.Groups[1].Value;
            remarks[LastDay] = period.Groups[2].Value;
        }
        else if (line.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0)
        {
            remarks[line[..colon]] = line[(colon + 2)..].Trim();
        }
    }

    [GeneratedRegex("""^# (\d{8})-(\d{8})$""")]
    private static partial Regex Period();
}
