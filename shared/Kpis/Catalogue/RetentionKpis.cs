using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>Of the family 'Retention and value' of kpis.md section 4.</summary>
internal static class RetentionKpis
{
    private const string Family = "retention";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "active_customers", Name = "Active customers", Question = "How many customers are active?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [0], Formula = new CountFormula(Known.ActiveCustomers), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "By status where the CRM keeps churn dates, else by a sale within activityDays: know which one yours is.",
            Playbook = ["List customers that stopped being active lately.", "See which region or tier they are in."],
        },
        new()
        {
            Id = "new_customers", Name = "New customers", Question = "How many customers bought for the first time?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [1, 30], Formula = new CountFormula(Known.NewCustomers), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Customers entered twice are new twice; merge duplicates.",
            Playbook = ["Look at leads and conversion of the last months.", "Compare channels and campaigns."],
        },
        new()
        {
            Id = "average_order_value", Name = "Average order value", Question = "How much is a sale worth?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Sale], Windows = [30], Formula = new QuotientFormula(Known.Revenue, Known.SalesWithAmount, 1), MinimumSample = 1,
            Pitfall = "A mean: a few large orders lift it.",
            Playbook = ["See whether the mix of products changed.", "Check discounts and minimum order rules."],
            IndustryFigures = [new("e-commerce", 130, 130, "Dynamic Yield (USD), quoted second-hand", null, "B")],
        },
    ];
}
