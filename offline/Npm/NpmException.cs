namespace CrmServerless.Npm;

/// <summary>Node.js or npm is missing, or npm did not succeed; the message says which and what to do.</summary>
public sealed class NpmException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public NpmException()
    {
    }

    /// <summary>An exception with the reason <paramref name="message"/>.</summary>
    public NpmException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the reason <paramref name="message"/>, raised by <paramref name="innerException"/>.</summary>
    public NpmException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
