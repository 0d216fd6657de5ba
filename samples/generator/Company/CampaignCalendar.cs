namespace CrmServerless.Samples.Company;

/// <summary>The company's campaigns: each quarter one by e-mail and one in search engines, each half-year a fair.</summary>
public static class CampaignCalendar
{
    public static string Email(DateOnly day) => $"EM-{Quarter(day)}";

    public static string Search(DateOnly day) => $"SE-{Quarter(day)}";

    public static string Fair(DateOnly day) => $"FA-{Half(day)}";

    public static DateOnly QuarterStart(DateOnly day) => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);

    public static DateOnly HalfStart(DateOnly day) => new(day.Year, day.Month <= 6 ? 1 : 7, 1);

    public static string Quarter(DateOnly day) => $"{day.Year}Q{(day.Month + 2) / 3}";

    public static string Half(DateOnly day) => $"{day.Year}H{(day.Month + 5) / 6}";
}
