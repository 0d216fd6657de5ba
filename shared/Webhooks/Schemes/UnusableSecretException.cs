namespace CrmServerless.Webhooks.Schemes;

/// <summary>A secret that the configuration names is missing or of the wrong form. The message names it and never holds its value.</summary>
public sealed class UnusableSecretException : Exception
{
    /// <summary>Says which, and what was expected.</summary>
    public UnusableSecretException(string message)
        : base(message)
    {
    }
}
