namespace CrmServerless.Azurite;

/// <summary>The storage emulator could not be installed or started; the message says why and what to do.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public AzuriteException()
    {
    }

    /// <summary>An exception with the reason <paramref name="message"/>.</summary>
    public AzuriteException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the reason <paramref name="message"/>, raised by <paramref name="innerException"/>.</summary>
    public AzuriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
