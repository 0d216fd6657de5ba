using System.Text;
using CrmServerless.Ingestion.Reading;

namespace CrmServerless.Ingestion.Converting;

/// <summary>A row of named texts that comes from no file, such as the fields of a webhook's record.</summary>
internal sealed class NamedRow(IReadOnlyList<byte[]> cells) : IRowReader
{
    private bool isRead;

    public int CellCount => cells.Count;

    public long Line => 1;

    public string? Defect => null;

    public string RawText => string.Join(',', cells.Select(Encoding.UTF8.GetString));

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => new(!isRead && (isRead = true));

    public ReadOnlySpan<byte> Cell(int index) => index < cells.Count ? cells[index] : default;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
