using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Products (on the first day) and the daily rate of the dollar: 0.92 euros, up and down by less than one per cent.</summary>
public sealed class CatalogueStream(World world) : IDailyStream
{
    private const int Middle = 9200; // ten-thousandths of a euro
    private const int Swing = 70;
    private const int SwingDays = 60;

    private readonly Dice dice = world.Dice("rates");

    public void Live(DateOnly day)
    {
        var age = day.DayNumber - world.From.DayNumber;
        if (age == 0) ExportProducts();
        var wave = Math.Abs(age % (2 * SwingDays) - SwingDays) * 2 * Swing / SwingDays - Swing;
        world.Exports.FxRates.Day(day).Text("USD").TenThousandths(Middle + wave + dice.Between(-5, 5)).End();
    }

    private void ExportProducts()
    {
        for (var line = 0; line < Market.Lines.Length; line++)
        {
            for (var rank = 1; rank <= Market.TopRank; rank++)
            {
                world.Exports.Products.Text(Market.ProductId(line, rank)).Text(Market.ProductName(line, rank)).Text(Market.Lines[line])
                    .Number(rank).Number(Market.Price(line, rank)).End();
            }
        }
    }
}
