using System.Xml;
using System.Xml.Linq;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>Reads xml from strangers: no document type (and so no entities), nothing fetched, no deep nesting.</summary>
internal static class SafeXml
{
    private const int MostDepth = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The document, or null when it isn't sound xml.</summary>
    public static XDocument? Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            return IsShallow(text) ? Load(text) : null;
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsShallow(ReadOnlyMemory<byte> text)
    {
        using var reader = Reader(text);
        while (reader.Read())
        {
            if (reader.Depth > MostDepth)
                return false;
        }

        return true;
    }

    private static XDocument Load(ReadOnlyMemory<byte> text)
    {
        using var reader = Reader(text);
        return XDocument.Load(reader);
    }

    private static XmlReader Reader(ReadOnlyMemory<byte> text) => XmlReader.Create(new MemoryStream(text.ToArray(), writable: false), Settings);
}
