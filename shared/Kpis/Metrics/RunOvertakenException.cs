namespace CrmServerless.Kpis.Metrics;

/// <summary>A run found that a later one is at work on the same days: it stops, and leaves them to the later one.</summary>
public sealed class RunOvertakenException : Exception
{
    /// <summary>For a run.</summary>
    public RunOvertakenException(long run, Exception? inner = null)
        : base($"Run {run} was overtaken by a later run and stopped", inner)
    {
    }

    /// <summary>With a message.</summary>
    public RunOvertakenException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public RunOvertakenException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message.</summary>
    public RunOvertakenException()
    {
    }
}
