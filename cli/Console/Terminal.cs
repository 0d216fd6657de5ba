using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>
/// Where the tool writes: results to standard output, so that they can be piped; progress, warnings and errors to standard error.
/// </summary>
/// <param name="Results">Standard output.</param>
/// <param name="Notes">Standard error.</param>
/// <param name="Time">Measures how long steps take.</param>
internal sealed record Terminal(IAnsiConsole Results, IAnsiConsole Notes, TimeProvider Time)
{
    // Of a pipe or file nobody knows the width; tables are not to be folded there.
    private const int UnknownWidth = 240;

    public static Terminal Create() => new(Of(System.Console.Out, System.Console.IsOutputRedirected), Of(System.Console.Error, System.Console.IsErrorRedirected), TimeProvider.System);

    /// <summary>A terminal that writes plain text, for tests.</summary>
    public static Terminal To(TextWriter results, TextWriter notes) => new(Of(results, redirected: true), Of(notes, redirected: true), TimeProvider.System);

    /// <summary>Writes a line of plain text, as it is, to standard output.</summary>
    public void WriteLine(string text = "") => Results.Profile.Out.Writer.WriteLine(text);

    /// <summary>Writes a line of plain text, as it is, to standard error.</summary>
    public void Note(string text) => Notes.Profile.Out.Writer.WriteLine(text);

    private static IAnsiConsole Of(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = UnknownWidth;
        }

        return console;
    }
}
