namespace CrmServerless.Nights;

/// <summary>Another run is at work: the one that was to start yields, and nothing was begun.</summary>
public sealed class RunUnderWayException : Exception
{
    /// <summary>For the run that is at work.</summary>
    public RunUnderWayException(long run)
        : base($"Run {run} is at work; this one waits for its end")
    {
    }

    /// <summary>With a message.</summary>
    public RunUnderWayException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public RunUnderWayException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message.</summary>
    public RunUnderWayException()
    {
    }
}
