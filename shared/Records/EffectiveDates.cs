namespace CrmServerless.Records;

/// <summary>
/// The dates that decide when something ended: status and date read together, with modified_at standing in for a date that an
/// ended record doesn't state (kpis.md section 2, 'Rejected rows' and the paragraph after it).
/// </summary>
public static class EffectiveDates
{
    private static readonly Field DealStatus = Entities.Deals["status"];
    private static readonly Field DealClosed = Entities.Deals["closed_at"];
    private static readonly Field DealModified = Entities.Deals["modified_at"];
    private static readonly Field TicketStatus = Entities.Tickets["status"];
    private static readonly Field TicketResolved = Entities.Tickets["resolved_at"];
    private static readonly Field TicketModified = Entities.Tickets["modified_at"];
    private static readonly Field CustomerStatus = Entities.Customers["status"];
    private static readonly Field CustomerChurned = Entities.Customers["churned_at"];
    private static readonly Field CustomerModified = Entities.Customers["modified_at"];

    /// <summary>When a won or lost deal closed; no value for any other deal, whose closed_at is an expectation and ignored.</summary>
    public static FieldValue ClosedAt(ReadOnlySpan<FieldValue> deal)
    {
        var status = deal[DealStatus.Index].AsText;
        return Vocabulary.Is(status, "won") || Vocabulary.Is(status, "lost")
            ? FirstFilled(deal[DealClosed.Index], deal[DealModified.Index])
            : FieldValue.Empty;
    }

    /// <summary>
    /// When a ticket was resolved; no value while it isn't. resolved_at is ignored while the status is open or pending; with an empty
    /// status, or one that the vocabulary doesn't know, it alone decides.
    /// </summary>
    public static FieldValue ResolvedAt(ReadOnlySpan<FieldValue> ticket)
    {
        var status = ticket[TicketStatus.Index].AsText;
        var resolved = ticket[TicketResolved.Index];
        if (Vocabulary.Is(status, "open") || Vocabulary.Is(status, "pending"))
            return FieldValue.Empty;
        if (Vocabulary.Is(status, "resolved") || Vocabulary.Is(status, "closed"))
            return FirstFilled(resolved, ticket[TicketModified.Index]);

        return FirstFilled(resolved, FieldValue.Empty);
    }

    /// <summary>When a customer churned; churned_at counts whatever the status says. No value for one that hasn't.</summary>
    public static FieldValue ChurnedAt(ReadOnlySpan<FieldValue> customer)
    {
        var isChurned = Vocabulary.Is(customer[CustomerStatus.Index].AsText, "churned");
        return FirstFilled(customer[CustomerChurned.Index], isChurned ? customer[CustomerModified.Index] : FieldValue.Empty);
    }

    private static FieldValue FirstFilled(FieldValue date, FieldValue standIn) =>
        date.HasValue ? date : standIn.HasValue ? standIn : FieldValue.Empty;
}
