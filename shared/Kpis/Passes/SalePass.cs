using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures what adds up over sales.</summary>
internal static class SalePass
{
    /// <summary>Measures a sale whatever its customer bought before.</summary>
    public static void Measure(MeasureBoard board, in SaleFact sale)
    {
        if (sale.Part == SalePart.Product)
            return;
        board.About = sale.Origin;
        board.Count(Known.Sales, sale.At.Day, sale.Visible, sale.Set);
        MeasureItems(board, sale);
        if (sale.IsAttributed)
            board.Count(Known.AttributedSales, sale.At.Day, sale.Visible, sale.Set);
        if (!sale.HasAmount)
            return;
        board.Count(Known.SalesWithAmount, sale.At.Day, sale.Visible, sale.Set);
        board.Sum(Known.Revenue, sale.At.Day, sale.Visible, sale.Set, sale.Amount);
        if (!sale.IsAttributed)
            return;
        board.Count(Known.AttributedSalesWithAmount, sale.At.Day, sale.Visible, sale.Set);
        board.Sum(Known.AttributedRevenue, sale.At.Day, sale.Visible, sale.Set, sale.Amount);
    }

    /// <summary>An order counts once with all its items in each segment that it falls into.</summary>
    private static void MeasureItems(MeasureBoard board, in SaleFact sale)
    {
        if (!sale.HasItems)
            return;
        board.Count(Known.OrdersWithItems, sale.At.Day, sale.Visible, sale.Set);
        board.Sum(Known.OrderItems, sale.At.Day, sale.Visible, sale.Set, sale.Items);
    }

    /// <summary>Measures a sale as one to a new or to an existing customer, on the days D of the run.</summary>
    public static void Measure(MeasureBoard board, in SaleFact sale, bool isExisting, DaySpan days)
    {
        if (sale.Part == SalePart.Product)
            return;
        board.About = sale.Origin;
        var visible = sale.Visible.And(days);
        if (isExisting)
            board.Count(Known.ExistingSales, sale.At.Day, visible, sale.Set);
        if (!sale.HasAmount)
            return;
        board.Count(isExisting ? Known.ExistingSalesWithAmount : Known.NewSalesWithAmount, sale.At.Day, visible, sale.Set);
        board.Sum(isExisting ? Known.ExistingRevenue : Known.NewRevenue, sale.At.Day, visible, sale.Set, sale.Amount);
    }
}
