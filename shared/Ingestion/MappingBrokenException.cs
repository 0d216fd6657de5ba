namespace CrmServerless.Ingestion;

/// <summary>A file waits, because the mapping that may be meant for it is wrong; the message names the mapping files.</summary>
public sealed class MappingBrokenException : Exception
{
    /// <summary>Says which mapping files are wrong.</summary>
    public MappingBrokenException(string message)
        : base(message)
    {
    }
}
