using System.Globalization;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>
/// Shows what is going on: on a terminal a spinner with the latest word, elsewhere a line when a step begins; a line with the time it took when it ends.
/// </summary>
internal sealed class Steps(Terminal terminal)
{
    /// <summary>Runs a step under its title.</summary>
    public async Task<T> RunAsync<T>(string title, Func<IProgress<string>, Task<T>> step)
    {
        var started = terminal.Time.GetTimestamp();
        var result = terminal.Notes.Profile.Capabilities.Interactive ? await SpinAsync(title, step) : await PlainAsync(title, step);
        var seconds = terminal.Time.GetElapsedTime(started).TotalSeconds;
        terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{title}: done in {seconds:0.0} s"));
        return result;
    }

    /// <summary>Runs a step under its title.</summary>
    public Task RunAsync(string title, Func<IProgress<string>, Task> step) => RunAsync(title, async progress =>
    {
        await step(progress);
        return true;
    });

    private Task<T> SpinAsync<T>(string title, Func<IProgress<string>, Task<T>> step) => terminal.Notes.Status().StartAsync(
        Markup.Escape(title),
        context => step(new Said(word => context.Status(Markup.Escape($"{title}: {word}")))));

    private Task<T> PlainAsync<T>(string title, Func<IProgress<string>, Task<T>> step)
    {
        terminal.Note($"{title} …");
        return step(new Said(_ => { }));
    }

    // Progress<T> would post to the thread pool, out of order.
    private sealed class Said(Action<string> show) : IProgress<string>
    {
        public void Report(string value) => show(value);
    }
}
