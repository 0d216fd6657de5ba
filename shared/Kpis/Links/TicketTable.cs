namespace CrmServerless.Kpis.Links;

/// <summary>What a survey takes from the ticket it names.</summary>
/// <param name="Places">Whose the ticket is, day by day, while it exists.</param>
/// <param name="Channel">Its own channel.</param>
/// <param name="Priority">Its own priority.</param>
/// <param name="Agent">Its own agent.</param>
internal sealed record TicketSight(IReadOnlyList<Place> Places, string? Channel, string? Priority, string? Agent)
{
    /// <summary>The value of that dimension, or null.</summary>
    public string? this[string dimension] => dimension switch
    {
        "channel" => Channel,
        "priority" => Priority,
        "agent" => Agent,
        _ => null,
    };
}

/// <summary>All tickets, for the surveys that name them.</summary>
internal sealed class TicketTable
{
    private readonly KeyMap keys = new();
    private readonly List<TicketSight> tickets = [];

    /// <summary>How many there are.</summary>
    public int Count => tickets.Count;

    /// <summary>Adds a ticket; returns its number.</summary>
    public int Add(string source, string id, TicketSight ticket)
    {
        var number = keys.Intern(source, id, out _);
        tickets.Add(ticket);
        return number;
    }

    /// <summary>The ticket with that key, or null.</summary>
    public TicketSight? Find(string source, string? id) => id is not null && keys.Find(source, id) is >= 0 and var number ? tickets[number] : null;
}
