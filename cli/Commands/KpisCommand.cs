using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Local;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Cli.Commands;

/// <summary>
/// `crm kpis`: the catalogue as a table; `crm kpis ID`: all about one; `crm kpis --measures`: what KPIs of one's own can be made of;
/// `crm kpis --markdown`: the page docs/kpis.md.
/// </summary>
internal static class KpisCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "A KPI's id, for all about it.", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "All about all of them, as a page of Markdown." };
        var measures = new Option<bool>("--measures") { Description = "What the KPIs are made of, and kpis.yaml may make others of." };
        var config = new Option<string?>("--config") { Description = "The folder of a configuration, whose kpis.yaml counts too.", HelpName = "DIR" };
        return new Command("kpis", "Shows the KPIs: what each asks, its unit, which way is good and over which days.") { id, measures, markdown, config }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var catalogue = (await ConfigurationFiles.ReadAsync(parsed.GetValue(config), cancellationToken)).Check().Kpis;
                if (parsed.GetValue(markdown))
                    terminal.WriteLine(KpiPage.Render(catalogue).TrimEnd('\n'));
                else if (parsed.GetValue(measures))
                    terminal.Results.Write(MeasureListing.Table(catalogue.Measures));
                else
                    Show(terminal, catalogue, parsed.GetValue(id));
                return ExitCodes.Good;
            });
    }

    private static void Show(Terminal terminal, KpiCatalogue catalogue, string? id)
    {
        if (id is null)
            terminal.Results.Write(KpiListing.Table(catalogue.All));
        else
            terminal.WriteLine(string.Join('\n', KpiListing.Details(Find(catalogue, id), catalogue)));
    }

    /// <summary>The KPI with that id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static Kpi Find(KpiCatalogue catalogue, string id)
    {
        if (catalogue.Find(id) is { } kpi)
        {
            return kpi;
        }

        var near = NearestWord.Of(id, catalogue.All.Select(k => k.Id));
        throw new CliException($"There is no KPI '{id}'{(near is null ? "; `crm kpis` lists them" : $"; did you mean '{near}'?")}");
    }
}
