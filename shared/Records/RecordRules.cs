using System.Collections.Frozen;
using NodaTime;

namespace CrmServerless.Records;

/// <summary>
/// The 'Rejected rows' rules of kpis.md section 2, one small rule each. A row is judged before it enters the store, by the columns
/// its file has; the record that its versions merge to is judged again and left out of every KPI while it breaks a rule.
/// </summary>
public static class RecordRules
{
    private static readonly FrozenDictionary<EntitySchema, RecordRule[]> ByEntity = new Dictionary<EntitySchema, RecordRule[]>
    {
        [Entities.Customers] = [EndsAfterCreation(Entities.Customers, "churned_at", EffectiveDates.ChurnedAt),
            DatedWhen(Entities.Customers, "churned_at", "churned")],
        [Entities.Leads] = [Required(Entities.Leads, "created_at"), NotBefore(Entities.Leads, "converted_at", "created_at")],
        [Entities.Deals] = [Required(Entities.Deals, "created_at"), EndsAfterCreation(Entities.Deals, "closed_at", EffectiveDates.ClosedAt),
            DatedWhen(Entities.Deals, "closed_at", "won", "lost"), NotNegative(Entities.Deals, "amount")],
        [Entities.Orders] = [Required(Entities.Orders, "ordered_at"), NotNegative(Entities.Orders, "amount")],
        [Entities.Tickets] = [Required(Entities.Tickets, "created_at"), NotBefore(Entities.Tickets, "first_response_at", "created_at"),
            EndsAfterCreation(Entities.Tickets, "resolved_at", EffectiveDates.ResolvedAt), DatedWhen(Entities.Tickets, "resolved_at", "resolved", "closed")],
        [Entities.Interactions] = [Required(Entities.Interactions, "at")],
        [Entities.Surveys] = [Required(Entities.Surveys, "at"), .. SurveyRules.All],
        [Entities.Campaigns] = [NotBefore(Entities.Campaigns, "ended_at", "started_at")],
        [Entities.CampaignStats] = [Required(Entities.CampaignStats, "day")],
        [Entities.Spend] = [Required(Entities.Spend, "day"), NotNegative(Entities.Spend, "amount") with { WholeRecordOnly = true }],
        [Entities.Traffic] = [Required(Entities.Traffic, "day")],
        [Entities.FxRates] = [Required(Entities.FxRates, "day"), PositiveRate()],
    }.ToFrozenDictionary();

    /// <summary>
    /// Judges a merged record: a field that was never delivered is as unknown as an empty one. Returns the first broken rule, or null.
    /// </summary>
    /// <param name="entity">What the record is.</param>
    /// <param name="values">Its values, canonical fields by <see cref="Field.Index"/>; custom columns behind them are ignored.</param>
    /// <param name="zone">The business time zone: a date without time compares with an instant by local days.</param>
    public static RuleViolation? Judge(EntitySchema entity, ReadOnlySpan<FieldValue> values, DateTimeZone zone) =>
        FirstBroken(entity, new JudgedRecord(values, zone), isRow: false);

    /// <summary>
    /// Judges one row of a file: only the rules whose own column the file has (present but empty is empty); other columns that such a
    /// rule reads count as empty when the file lacks them. What must hold for a total only is not asked of a row.
    /// </summary>
    /// <inheritdoc cref="Judge"/>
    public static RuleViolation? JudgeRow(EntitySchema entity, ReadOnlySpan<FieldValue> values, DateTimeZone zone) =>
        FirstBroken(entity, new JudgedRecord(values, zone), isRow: true);

    private static RuleViolation? FirstBroken(EntitySchema entity, JudgedRecord record, bool isRow)
    {
        if (!ByEntity.TryGetValue(entity, out var rules))
            return null;

        foreach (var rule in rules)
        {
            var isAsked = !isRow || (!rule.WholeRecordOnly && record[rule.Field].Kind != FieldKind.Absent);
            if (isAsked && rule.IsBroken(record))
                return new RuleViolation(rule.Field, rule.Reason);
        }

        return null;
    }

    private static RecordRule Required(EntitySchema entity, string name)
    {
        var field = entity[name];
        return new(field, $"{name} is empty", record => !record[field].HasValue);
    }

    private static RecordRule NotBefore(EntitySchema entity, string later, string earlier)
    {
        var (end, start) = (entity[later], entity[earlier]);
        return new(end, $"{later} is before {earlier}", record => record.IsBefore(record[end], record[start]));
    }

    private static RecordRule NotNegative(EntitySchema entity, string name)
    {
        var field = entity[name];
        return new(field, $"{name} is negative", record => record[field].AsNumber < 0);
    }

    private static RecordRule PositiveRate()
    {
        var rate = Entities.FxRates["rate"];
        return new(rate, "rate is not above 0", record => record[rate].AsNumber <= 0);
    }

    /// <summary>
    /// The date that counts is held against the creation: an ignored one (closed_at of an open deal, resolved_at of an open ticket)
    /// is not, a modified_at that stands in for a missing one is.
    /// </summary>
    private static RecordRule EndsAfterCreation(EntitySchema entity, string dateName, EffectiveDate effective)
    {
        var (date, created) = (entity[dateName], entity["created_at"]);
        return new(date, $"{dateName} is before created_at", record => record.IsBefore(effective(record.Values), record[created]));
    }

    private static RecordRule DatedWhen(EntitySchema entity, string dateName, params string[] states)
    {
        var (status, date, modified) = (entity["status"], entity[dateName], entity["modified_at"]);
        return new(date, $"status is {string.Join(" or ", states)}, but {dateName} and modified_at are empty",
            record => record.IsAnyOf(status, states) && !record[date].HasValue && !record[modified].HasValue);
    }
}
