using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Configuration;

/// <summary>
/// Keys of table rows made of parts. A key may not hold / \ # ? or control characters, % confuses clients, and 1 KiB is its limit
/// (Microsoft, 'Understanding the Table service data model'). Parts are separated by `|`.
/// </summary>
public static class TableKey
{
    private const int MostCharacters = 512;
    private const int HashCharacters = 64;

    /// <summary>The parts, each escaped, with `|` between. A key that would be too long ends with the SHA-256 of the whole instead.</summary>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        for (var at = 0; at < parts.Length; at++)
            key.Append(at == 0 ? "" : "|").Append(Escape(parts[at]));
        return key.Length <= MostCharacters ? key.ToString() : Shortened(key.ToString());
    }

    /// <summary>The part with every forbidden character, `%`, `|` and `~` as `~` and two hexadecimal digits. <see cref="Unescape"/> undoes it.</summary>
    public static string Escape(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Any(IsForbidden)
            ? string.Concat(part.Select(letter => IsForbidden(letter) ? string.Create(CultureInfo.InvariantCulture, $"~{(int)letter:X2}") : letter.ToString()))
            : part;
    }

    /// <summary>The part that was escaped.</summary>
    /// <exception cref="FormatException">It was not escaped by <see cref="Escape"/>.</exception>
    public static string Unescape(string escaped)
    {
        ArgumentNullException.ThrowIfNull(escaped);
        var pieces = escaped.Split('~');
        return pieces[0] + string.Concat(pieces.Skip(1).Select(piece => piece.Length >= 2
            ? (char)int.Parse(piece.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) + piece[2..]
            : throw new FormatException($"'{escaped}' is no escaped key part.")));
    }

    private static bool IsForbidden(char letter) => letter is '/' or '\\' or '#' or '?' or '%' or '|' or '~' || char.IsControl(letter);

    private static string Shortened(string key) =>
        string.Concat(key.AsSpan(0, MostCharacters - HashCharacters - 1), "~", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
}
