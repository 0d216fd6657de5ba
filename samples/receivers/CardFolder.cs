using System.Text.Json;

namespace CrmServerless.Receivers;

/// <summary>Messages as indented JSON files <c>0001.json</c>, <c>0002.json</c>, …</summary>
internal sealed class CardFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string folder;
    private int last;

    public CardFolder(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        last = Directory.EnumerateFiles(folder, "*.json").Select(Number).DefaultIfEmpty(0).Max();
    }

    /// <summary>Writes the message and returns the name of its file.</summary>
    public async Task<string> KeepAsync(string body, CancellationToken ct)
    {
        var name = $"{Interlocked.Increment(ref last):D4}.json";
        var readable = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(body), Indented);
        await File.WriteAllTextAsync(Path.Combine(folder, name), readable, ct);
        return name;
    }

    private static int Number(string path) => int.TryParse(Path.GetFileNameWithoutExtension(path), out var number) ? number : 0;
}
