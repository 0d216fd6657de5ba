using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Tests.Unit.Configuration;

/// <summary>A small catalogue and configurations made of text.</summary>
internal static class Some
{
    public static KpiCatalogue Catalogue { get; } = new(
    [
        Kpi("win_rate", "sales", CrmServerless.Kpis.Unit.Percent, Direction.Up, [90]) with { IndustryFigures = [new("all", 21, 21, "HubSpot survey", null, "B"), new("qualified", 29, 29, "HubSpot survey", null, "B")] },
        Kpi("revenue", "sales", CrmServerless.Kpis.Unit.Money, Direction.Up, [1, 30, 90]),
        Kpi("pipeline_value", "sales", CrmServerless.Kpis.Unit.Money, Direction.Up, [0]),
        Kpi("average_handling_minutes", "service", CrmServerless.Kpis.Unit.Minutes, Direction.Band, [30]),
    ]);

    public static OwnerSettings Owner { get; } = new("owner@example.com", null);

    public static CrmConfiguration Configuration(params (string Name, string Text)[] files) => Parser().Parse([.. files.Select(f => File(f.Name, f.Text))]);

    public static ConfigurationParser Parser(MappingCheck? mappings = null) => new(Catalogue, Owner, mappings);

    public static ConfigFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    public static IEnumerable<string> Lines(this IEnumerable<ConfigError> errors) => errors.Select(e => e.ToString());

    private static Kpi Kpi(string id, string family, CrmServerless.Kpis.Unit unit, Direction better, int[] windows) => new()
    {
        Id = id, Name = id, Question = "?", Family = family, Unit = unit, Better = better, Windows = windows, Formula = new CrmServerless.Kpis.CountFormula(CrmServerless.Kpis.Measures.Known.Sales), Carriers = [CrmServerless.Kpis.Segments.Carrier.Sale], MinimumSample = 1, Pitfall = "", Playbook = [],
    };
}
