using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Sources.Mappings;
using Spectre.Console;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm mappings`: the mappings that come with the product; `crm mappings NAME`: one of them, as a beginning for one's own.</summary>
internal static class MappingsCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A mapping's name, e.g. salesforce/deals, to print it.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("mappings", "Lists the vendors' mappings that come with the product, and whether each was verified against the vendor's documentation or a real file.") { name }
            .Does(terminal, (parsed, _) => Task.FromResult(Show(terminal, parsed.GetValue(name))));
    }

    private static int Show(Terminal terminal, string? name)
    {
        if (name is null)
            terminal.Results.Write(Listing());
        else
            terminal.WriteLine(TextOf(name).TrimEnd('\n'));
        return ExitCodes.Good;
    }

    private static Table Listing()
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("Mapping", "Vendor", "Entity", "Verified", "About");
        foreach (var mapping in VendorMappings.All)
            table.AddRow(new[] { mapping.Name, mapping.Vendor!, mapping.Entity.Name, mapping.IsVerified ? "yes" : "unverified", mapping.About ?? "" }.Select(Markup.Escape).ToArray());
        return table;
    }

    private static string TextOf(string name)
    {
        if (VendorMappings.TextOf(name) is { } text)
            return text;

        var near = NearestWord.Of(name, VendorMappings.All.Select(m => m.Name));
        throw new CliException($"There is no mapping '{name}'{(near is null ? "; `crm mappings` lists them" : $"; did you mean '{near}'?")}");
    }
}
