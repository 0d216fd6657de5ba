namespace CrmServerless.RecordStore;

/// <summary>A segment that a snapshot needs is gone: the snapshot was used longer than replaced segments are kept. Take a new one.</summary>
public sealed class SegmentGoneException : IOException
{
    /// <summary>Without a message.</summary>
    public SegmentGoneException()
    {
    }

    /// <summary>With a message.</summary>
    public SegmentGoneException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what storage said.</summary>
    public SegmentGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
