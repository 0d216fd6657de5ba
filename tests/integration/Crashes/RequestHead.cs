using System.Globalization;
using System.Text;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>What the proxy must know of a request (RFC 9112, sections 3 and 6): whether it writes, and how long its body is.</summary>
/// <param name="Bytes">Request line and headers as they came, with the empty line.</param>
/// <param name="IsWrite">Whether it may change data. To create a container or table that is there already, as every start does, is none.</param>
/// <param name="BodyLength">Bytes.</param>
internal sealed record RequestHead(byte[] Bytes, bool IsWrite, long BodyLength)
{
    private const string EndOfLine = "\r\n";

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">Request line and headers, with the empty line.</param>
    /// <exception cref="NotSupportedException">The body's length is not stated.</exception>
    public static RequestHead Parse(byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split(EndOfLine);
        var words = lines[0].Split(' ');
        var length = lines.Skip(1).Select(line => ValueOf(line, "Content-Length")).FirstOrDefault(value => value is not null);
        if (lines.Skip(1).Any(line => ValueOf(line, "Transfer-Encoding") is not null))
            throw new NotSupportedException($"{lines[0]}: a body without a stated length");
        return new RequestHead(bytes, Writes(words[0], words[1]), length is null ? 0 : long.Parse(length, CultureInfo.InvariantCulture));
    }

    private static bool Writes(string method, string target) => method is not ("GET" or "HEAD") && !Creates(target);

    private static bool Creates(string target) =>
        target.Contains("restype=container", StringComparison.Ordinal) || target.EndsWith("/Tables", StringComparison.Ordinal);

    private static string? ValueOf(string line, string name) =>
        line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase) ? line[(name.Length + 1)..].Trim() : null;
}
