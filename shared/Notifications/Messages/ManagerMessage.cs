using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Messages;

/// <summary>What one manager is told of one night: whatever the channel, this is what it says.</summary>
public sealed record ManagerMessage
{
    /// <summary>The worst thing in a few words: the subject of the mail, the head of the card.</summary>
    public required string Subject { get; init; }

    /// <summary>How the manager is addressed.</summary>
    public required string Greeting { get; init; }

    /// <summary>How many things there are, by how bad they are, and of which day.</summary>
    public required string Summary { get; init; }

    /// <summary>The things, worst first; never empty.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }

    /// <summary>Where the rest is to be read when a channel has no room for all; null when no address is configured.</summary>
    public Link? Everything { get; init; }

    /// <summary>Why this person gets it and what the figures are: the last line.</summary>
    public required string Footer { get; init; }
}

/// <summary>What kind of news a note is; an earlier member comes first in a message.</summary>
public enum NoteKind
{
    /// <summary>Worse than its benchmark.</summary>
    Breach,

    /// <summary>Was told before and still is.</summary>
    Reminder,

    /// <summary>There is no data to judge.</summary>
    NoData,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>There is data again.</summary>
    DataBack,

    /// <summary>Something waits for a decision.</summary>
    Held,
}

/// <summary>One thing a manager is told.</summary>
public sealed record Note
{
    /// <summary>What kind of news.</summary>
    public required NoteKind Kind { get; init; }

    /// <summary>How bad; None unless it is a breach or its reminder.</summary>
    public required Severity Severity { get; init; }

    /// <summary>A word or two over it: `Critical`, `Resolved`.</summary>
    public required string Label { get; init; }

    /// <summary>What is the matter, in as few words as it takes: for the subject, and where there is no room.</summary>
    public required string Headline { get; init; }

    /// <summary>What is the matter, in one plain sentence that stands alone.</summary>
    public required string FirstLine { get; init; }

    /// <summary>The particulars, in the order to read them.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The trend as a picture, for channels that show one; what it says is among the particulars too. Null where there is none.</summary>
    public TrendChart? Chart { get; init; }

    /// <summary>What to do, most useful first; empty when nothing is to be done.</summary>
    public IReadOnlyList<string> Playbook { get; init; } = [];

    /// <summary>Where to look further.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];
}

/// <summary>A particular with its name.</summary>
/// <param name="Name">`Benchmark`.</param>
/// <param name="Text">`31 %, your own history: the median of 6 earlier 90-day windows`.</param>
public sealed record Fact(string Name, string Text);

/// <summary>A link with its text.</summary>
/// <param name="Text">What is to be seen there.</param>
/// <param name="Address">An absolute http or https address.</param>
public sealed record Link(string Text, Uri Address);
