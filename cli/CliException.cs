namespace CrmServerless.Cli;

/// <summary>A reason to stop that the user can act on; the message is all they are shown.</summary>
internal sealed class CliException : Exception
{
    public CliException(string message)
        : base(message)
    {
    }

    public CliException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
