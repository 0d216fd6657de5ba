namespace CrmServerless.Azurite;

/// <summary>The files carried inside this assembly.</summary>
internal static class EmbeddedFile
{
    /// <summary>The text of the file called <paramref name="name"/>.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly carries no file '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
