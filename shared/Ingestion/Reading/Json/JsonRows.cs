using System.Text;

namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>The objects of a json file as rows.</summary>
internal sealed class JsonRows(JsonElements elements, JsonColumns columns) : IRowReader
{
    private readonly JsonCells cells = new(columns);

    public int CellCount => columns.Count;

    public long Line => elements.Line;

    public string? Defect { get; private set; }

    public string RawText => Encoding.UTF8.GetString(elements.Element[..Math.Min(elements.Element.Length, IRowReader.RawTextLimit)]);

    public bool MayLackCells => true;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await elements.NextAsync(cancellationToken))
            return false;

        Defect = elements.Defect ?? cells.Take(elements.Element);
        return true;
    }

    public ReadOnlySpan<byte> Cell(int index) => cells[index];

    public bool HasCell(int index) => cells.Has(index);

    public ValueTask DisposeAsync() => elements.DisposeAsync();
}
