using CrmServerless.Alerts.Quieting;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Wording;

/// <summary>What the words of a message depend on besides its findings.</summary>
/// <param name="Business">The zone, the currency and how long a lead may take.</param>
/// <param name="LinkBase">The public address of the app up to `/api`, without a slash at the end; null: messages have no links.</param>
/// <param name="Answers">Makes the links by which a manager answers an alert; null: messages have none.</param>
public sealed record WordingContext(BusinessConfiguration Business, Uri? LinkBase, AnswerLinks? Answers = null)
{
    /// <summary>Numbers in a KPI's unit.</summary>
    internal HumanNumber Numbers(Kpis.Kpi kpi) => new(kpi.Unit, Business.ReportingCurrency);
}
