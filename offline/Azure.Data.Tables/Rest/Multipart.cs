using System.Globalization;
using System.Text.RegularExpressions;

namespace Azure.Data.Tables;

/// <summary>Reads the answer to a transaction: multipart/mixed (RFC 2046, section 5.1) with a change set whose parts are HTTP answers.</summary>
internal static partial class Multipart
{
    /// <summary>The answers within <paramref name="response"/>, in their order.</summary>
    /// <exception cref="FormatException">It is not such an answer.</exception>
    public static IReadOnlyList<Response> Read(Response response) =>
        [.. PartsOf(response.Headers.ContentType ?? string.Empty, response.Content.ToString()).SelectMany(ChangesOf).Select(ReadAnswer)];

    /// <summary>The bodies within a change set; a part that is no change set is itself the only one.</summary>
    private static IEnumerable<string> ChangesOf((string Headers, string Body) part) =>
        part.Headers.Contains("multipart/mixed", StringComparison.OrdinalIgnoreCase)
            ? PartsOf(part.Headers, part.Body).Select(change => change.Body)
            : [part.Body];

    private static IEnumerable<(string Headers, string Body)> PartsOf(string headers, string body)
    {
        var found = Boundary().Match(headers);
        if (!found.Success) throw new FormatException("An answer in parts without a boundary.");
        return body
            .Split("--" + found.Groups[1].Value)
            .Skip(1)
            .TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal))
            .Select(part => SplitAtEmptyLine(part.TrimStart('\r', '\n')));
    }

    /// <summary>An HTTP answer; Azurite puts lines of its own before it when it refuses a transaction as a whole.</summary>
    private static BatchResponse ReadAnswer(string text)
    {
        var status = StatusLine().Match(text) is { Success: true } match ? match : throw new FormatException("An answer without a status line.");
        var (head, body) = SplitAtEmptyLine(text[status.Index..]);
        var lines = head.Split('\n', StringSplitOptions.TrimEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(header => header.Length == 2);
        return new BatchResponse(
            int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture),
            status.Groups[2].Value,
            [.. headers.Select(header => new Core.HttpHeader(header[0], header[1]))],
            body.Trim());
    }

    private static (string Head, string Body) SplitAtEmptyLine(string text) =>
        EmptyLine().Match(text) is { Success: true } gap ? (text[..gap.Index], text[(gap.Index + gap.Length)..]) : (text, string.Empty);

    [GeneratedRegex("""boundary="?([^";\r\n]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^HTTP/\d\.\d (\d{3}) ?([^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"\r?\n\r?\n")]
    private static partial Regex EmptyLine();
}
