using System.Globalization;

namespace CrmServerless.Samples;

/// <summary>What to generate. The defaults are the committed sample.</summary>
/// <param name="Out">Folder of the exports; one folder for each source is made in it.</param>
/// <param name="Customers">Customers on the first day; everything else is in proportion (some 75 rows, 6.5 KB, a customer over 18 months).</param>
/// <param name="Seed">The same seed makes the same bytes, on every machine and .NET version.</param>
/// <param name="From">First local day.</param>
/// <param name="To">Last local day; the exports are made at its end.</param>
public sealed record SampleOptions(string Out, int Customers, ulong Seed, DateOnly From, DateOnly To)
{
    public const string Usage =
        "Usage: CrmServerless.Samples --out FOLDER [--customers 400] [--seed 1] [--from 2025-05-01] [--to 2026-10-31]";

    private const int FewestCustomers = 100;
    private const int FewestDays = 120;

    /// <summary>The committed sample, written to a folder.</summary>
    public static SampleOptions Committed(string folder) => new(folder, 400, 1, new DateOnly(2025, 5, 1), new DateOnly(2026, 10, 31));

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, incomplete or out of range.</exception>
    public static SampleOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = Committed("");
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count) throw new ArgumentException($"{arguments[i]} needs a value.");
            options = options.With(arguments[i], arguments[i + 1]);
        }

        return options.Checked();
    }

    private SampleOptions With(string name, string value)
    {
        try
        {
            return name switch
            {
                "--out" => this with { Out = value },
                "--customers" => this with { Customers = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => this with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--from" => this with { From = Day(value) },
                "--to" => this with { To = Day(value) },
                _ => throw new ArgumentException($"{name} is unknown."),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ArgumentException($"{name} cannot be '{value}': {e.Message}", e);
        }
    }

    private SampleOptions Checked()
    {
        if (Out.Length == 0) throw new ArgumentException("--out is missing.");
        if (Customers < FewestCustomers) throw new ArgumentException($"--customers must be at least {FewestCustomers}.");
        if (To.DayNumber - From.DayNumber < FewestDays) throw new ArgumentException($"--to must be at least {FewestDays} days after --from.");
        return this;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
