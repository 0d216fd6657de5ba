using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Demo;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm demo`: the product at work on the sample company.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var once = new Option<bool>("--once") { Description = "Ends when the story is told, with exit code 0 only if mail and card say what it demands, else 2." };
        var output = new Option<string>("--out")
        {
            Description = "The folder for mails, cards and the app's log.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine(".local", "demo"),
        };
        return new Command("demo", "Shows the product at work on a made-up company: ingests its exports, computes, alerts, and receives the mails and cards itself. Stays up until Ctrl+C.") { once, output }
            .Does(terminal, (parsed, cancellationToken) => new DemoRun(terminal, parsed.GetRequiredValue(output)).RunAsync(parsed.GetValue(once), cancellationToken));
    }
}
