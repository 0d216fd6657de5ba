using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm kpis`: the catalogue as a table; `crm kpis ID`: all about one; `crm kpis --markdown`: the page docs/kpis.md.</summary>
internal static class KpisCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "A KPI's id, for all about it.", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "All about all of them, as a page of Markdown." };
        return new Command("kpis", "Shows the KPIs: what each asks, its unit, which way is good and over which days.") { id, markdown }
            .Does(terminal, (parsed, _) => Task.FromResult(parsed.GetValue(markdown) ? ShowPage(terminal) : Show(terminal, parsed.GetValue(id))));
    }

    private static int ShowPage(Terminal terminal)
    {
        terminal.WriteLine(KpiPage.Render(KpiCatalogue.All).TrimEnd('\n'));
        return ExitCodes.Good;
    }

    private static int Show(Terminal terminal, string? id)
    {
        if (id is null)
        {
            terminal.Results.Write(KpiListing.Table(KpiCatalogue.All));
            return ExitCodes.Good;
        }

        terminal.WriteLine(string.Join('\n', KpiListing.Details(Find(id))));
        return ExitCodes.Good;
    }

    private static Kpi Find(string id)
    {
        if (KpiCatalogue.Find(id) is { } kpi)
        {
            return kpi;
        }

        var near = NearestWord.Of(id, KpiCatalogue.All.Select(k => k.Id));
        throw new CliException($"There is no KPI '{id}'{(near is null ? "; `crm kpis` lists them" : $"; did you mean '{near}'?")}");
    }
}
