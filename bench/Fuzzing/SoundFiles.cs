using System.IO.Compression;
using System.Text;
using CrmServerless.Tests.Support.Files;

namespace CrmServerless.Bench.Fuzzing;

/// <summary>Small files of every format, and a body of every vendor's webhooks, as they should be.</summary>
internal static class SoundFiles
{
    private const string Deals = "id,created_at,status,amount,closed_at,note\n1,2026-01-05,won,\"1,000.5\",2026-02-01,\"two\nlines\"\n2,2026-01-06T10:00:00Z,open,20,,\"say \"\"x\"\"\"\n";
    private const string Spend = "day;category;amount\n2026-01-01;marketing;10\n2026-01-02;sales;x\n";
    private const string Leads = "id\tcreated_at\tstatus\temail\n1\t2026-01-05\tnew\ta@example.org\n2\t2026-01-06\tlost\tä@example.org\n";
    private const string Json = """[{"id":"1","created_at":"2026-01-05","amount":10.5,"tags":["a",{"b":1}]},{"id":"2","created_at":"2026-01-06","status":"won","amount":null}]""";
    private const string Lines = """
        {"id":"1","created_at":"2026-01-05","priority":"high"}
        {"id":"2","created_at":"2026-01-06","resolved_at":"2026-01-07","status":"closed"}

        """;

    /// <summary>Files by the end of their names.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Files { get; } =
    [
        ("deals.csv", Utf8(Deals)), ("spend.csv", Utf8(Spend)), ("leads.tsv", Utf8(Leads)), ("leads.txt", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Leads)).ToArray()),
        ("deals.json", Utf8(Json)), ("tickets.ndjson", Utf8(Lines)), ("tickets.jsonl", Utf8(Lines)), ("deals.csv.gz", Packed(Deals)), ("deals.xlsx", Workbook),
        ("night.zip", TestWorkbook.Zip([("a/deals.csv", Utf8(Deals)), ("b/spend.csv", Utf8(Spend)), ("c/tickets.ndjson", Utf8(Lines))])),
    ];

    /// <summary>Bodies by vendor.</summary>
    public static IReadOnlyList<(string Vendor, byte[] Body)> Webhooks { get; } =
    [
        ("generic", Utf8("""[{"type":"deals.updated","timestamp":"2026-11-01T10:00:00Z","data":[{"id":"d1","amount":12.5,"status":"won"},{"id":"d2"}]}]""")),
        ("hubspot", Utf8("""[{"occurredAt":1767225600000,"subscriptionType":"deal.propertyChange","objectId":7,"propertyName":"amount","propertyValue":"3"},{"occurredAt":1,"subscriptionType":"company.merge","primaryObjectId":1,"mergedObjectIds":[2,3]}]""")),
        ("salesforce", Utf8("""<notifications xmlns="http://soap.sforce.com/2005/09/outbound" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Notification><Id>1</Id><sObject xsi:type="sf:Lead" xmlns:sf="u"><sf:Id>00Q000000000001AAA</sf:Id></sObject></Notification></notifications>""")),
        ("zoho", Utf8("""{"server_time":1750102639787,"affected_values":[{"record_id":"67","values":{"Company":"x"}}],"module":"Leads","ids":["67","68"],"operation":"update"}""")),
        ("insightly", Utf8("""{"entity":{"OPPORTUNITY_ID":5,"ORGANISATION_ID":2,"OPPORTUNITY_VALUE":1.5,"DATE_UPDATED_UTC":"/Date(1489116850787-0800)/"}}""")),
    ];

    private static byte[] Workbook => TestWorkbook.Of(
        new TestSheet("Deals", false, ["id", "created_at", "status", "amount"], ["1", new DateSerial(46027), "won", 12.5], ["2", "2026-01-06", true, null], ["3", new ErrorCell("#N/A"), "open", 1.0]));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Packed(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(Utf8(text));
        return target.ToArray();
    }
}
