namespace CrmServerless.Samples.Company;

/// <summary>A company that is, was or may become a customer. What changes is what its last version in the export says.</summary>
public sealed class Account
{
    private static readonly string[] Stems =
    [
        "Nordlicht", "Falkenau", "Brunnhof", "Silbertal", "Weidenau", "Kranichfeld", "Lindenberg", "Morgenroth", "Sternbach", "Tannenhain",
        "Auerbach", "Birkholz", "Dornfeld", "Eichengrund", "Goldbach", "Hafenstein", "Ilmtal", "Kupferberg", "Lauterbach", "Moosburg",
    ];

    private static readonly string[] FirstNames =
        ["Anna", "Bea", "Cem", "Dora", "Emil", "Finn", "Gesa", "Hugo", "Ines", "Jule", "Kim", "Lars", "Mona", "Nils", "Olga", "Paul", "Rosa"];

    private static readonly string[] LastNames = ["Adler", "Berg", "Clasen", "Dietz", "Ernst", "Fink", "Gross", "Hahn", "Jung", "Kern", "Lang", "Moll", "Noll"];

    public required int Number { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int Region { get; init; }

    public required int Tier { get; init; }

    public required int Line { get; init; }

    public required int Industry { get; init; }

    public required int Channel { get; init; }

    public required int Rep { get; init; }

    /// <summary>West looks after overseas customers; every other one of them pays in dollars.</summary>
    public bool PaysDollars => Region == Market.West && Number % 2 == 0;

    /// <summary>The grade of the products it uses, 1 to 3.</summary>
    public required int Rank { get; init; }

    /// <summary>The product line it uses besides its first one, if any.</summary>
    public int? SecondLine { get; init; }

    public bool IsCustomer { get; set; }

    public DateTime? ChurnedAt { get; set; }

    public string? ChurnReason { get; set; }

    public required DateTime ModifiedAt { get; set; }

    public string Id => $"C{Number:D5}";

    public string Owner => Market.Owner(Region, Rep);

    public string Currency => PaysDollars ? "USD" : "EUR";

    public string Name => $"{Stem} {Market.Industries[Industry]} {Number}";

    public string Domain => $"{Stem.ToLowerInvariant()}{Number}.example";

    public string ContactName => $"{FirstNames[Number % FirstNames.Length]} {LastNames[Number % LastNames.Length]}";

    public string ContactEmail => $"{ContactName.ToLowerInvariant().Replace(' ', '.')}@{Domain}";

    private string Stem => Stems[Number % Stems.Length];
}
