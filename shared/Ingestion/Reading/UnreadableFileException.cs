namespace CrmServerless.Ingestion.Reading;

/// <summary>A file that can't be understood at all; the message says what was found and what was expected, without cell values.</summary>
public sealed class UnreadableFileException : Exception
{
    /// <summary>Says what was found and expected.</summary>
    public UnreadableFileException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was found and expected.</summary>
    public UnreadableFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
