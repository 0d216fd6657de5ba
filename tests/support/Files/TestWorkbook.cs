using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CrmServerless.Tests.Support.Files;

/// <summary>A number that a workbook shows as a date: days since 1899-12-30, so 46027 is 2026-01-05.</summary>
/// <param name="Days">The number.</param>
public sealed record DateSerial(double Days);

/// <summary>A cell whose formula came to an error.</summary>
/// <param name="Text">As it is shown: #N/A.</param>
public sealed record ErrorCell(string Text);

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHidden">Whether users see it.</param>
/// <param name="Rows">Cells: texts, numbers, true or false, <see cref="DateSerial"/>, or null for none; a row that is null is not written.</param>
public sealed record TestSheet(string Name, bool IsHidden, params object?[]?[] Rows);

/// <summary>Writes workbooks in the format of ECMA-376, with the parts that every reader asks for and no more.</summary>
public static class TestWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>A workbook's bytes.</summary>
    public static byte[] Of(params TestSheet[] sheets)
    {
        var texts = new List<string>();
        var parts = sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", Sheet(s, texts))).ToList();
        parts.Add(("[Content_Types].xml", ContentTypes(sheets.Length)));
        parts.Add(("_rels/.rels", $"<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
        parts.Add(("xl/workbook.xml", Workbook(sheets)));
        parts.Add(("xl/_rels/workbook.xml.rels", WorkbookRelations(sheets.Length)));
        parts.Add(("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"));
        parts.Add(("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(texts.Select(t => $"<si><t xml:space=\"preserve\">{Escape(t)}</t></si>"))}</sst>"));
        return Zip([.. parts.Select(p => (p.Item1, Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    /// <summary>A zip's bytes.</summary>
    public static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static string Sheet(TestSheet sheet, List<string> texts)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (var r = 0; r < sheet.Rows.Length; r++)
        {
            if (sheet.Rows[r] is { } row)
                xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">").Append(string.Concat(row.Select((value, c) => Cell($"{(char)('A' + c)}{r + 1}", value, texts)))).Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Cell(string place, object? value, List<string> texts)
    {
        if (value is string text)
        {
            texts.Add(text);
            return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"s\"><v>{texts.Count - 1}</v></c>");
        }

        return value switch
        {
            null => string.Empty,
            bool isTrue => $"<c r=\"{place}\" t=\"b\"><v>{(isTrue ? 1 : 0)}</v></c>",
            ErrorCell error => $"<c r=\"{place}\" t=\"e\"><f>1/0</f><v>{error.Text}</v></c>",
            DateSerial date => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{date.Days}</v></c>"),
            _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{value}</v></c>"),
        };
    }

    private static string Workbook(TestSheet[] sheets)
    {
        var list = sheets.Select((s, i) => string.Create(
            CultureInfo.InvariantCulture, $"<sheet name=\"{Escape(s.Name)}\" sheetId=\"{i + 1}\"{(s.IsHidden ? " state=\"hidden\"" : string.Empty)} r:id=\"rId{i + 1}\"/>"));
        return $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{string.Concat(list)}</sheets></workbook>";
    }

    private static string WorkbookRelations(int sheets)
    {
        var list = Enumerable.Range(1, sheets).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"));
        return $"<Relationships xmlns=\"{PackageRelations}\">{string.Concat(list)}"
            + $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId{sheets + 2}\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    }

    private static string ContentTypes(int sheets)
    {
        const string kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var list = Enumerable.Range(1, sheets).Select(i => string.Create(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"));
        return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>{string.Concat(list)}"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/></Types>";
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
