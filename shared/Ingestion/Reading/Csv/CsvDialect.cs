using System.Text;

namespace CrmServerless.Ingestion.Reading.Csv;

/// <summary>How a csv file is written, as its first block shows.</summary>
/// <param name="Encoding">UTF-8, UTF-16 LE or BE (by byte order mark), or Windows-1252 when the first block is no valid UTF-8.</param>
/// <param name="Delimiter">One of , ; tab |.</param>
public sealed record CsvDialect(Encoding Encoding, byte Delimiter)
{
    /// <summary>For the ledger: 'windows-1252, delimiter ;'.</summary>
    public string Description => $"{Encoding.WebName}, delimiter {(Delimiter == (byte)'\t' ? "tab" : (char)Delimiter)}";
}
