using CrmServerless.Receivers;

namespace CrmServerless.Cli.Demo;

/// <summary>The mail server and the Teams webhook of the demo, which keep what managers would get.</summary>
internal sealed class DemoReceivers : IAsyncDisposable
{
    private readonly SmtpReceiver smtp;
    private readonly TeamsReceiver teams;

    private DemoReceivers(SmtpReceiver smtp, TeamsReceiver teams) => (this.smtp, this.teams) = (smtp, teams);

    /// <summary>The mails so far, in order of arrival.</summary>
    public IReadOnlyList<ReceivedMail> Mails => smtp.Messages;

    /// <summary>The words of the cards so far, in order of arrival.</summary>
    public IReadOnlyList<string> Cards => [.. teams.Posts.Select(post => CardText.Of(post.Body))];

    /// <summary>Starts both on free ports.</summary>
    /// <param name="folder">Receives mail/ and cards/.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DemoReceivers> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var smtp = await SmtpReceiver.StartAsync(new SmtpReceiverOptions(Path.Combine(folder, "mail")), cancellationToken);
        try
        {
            return new DemoReceivers(smtp, await TeamsReceiver.StartAsync(new TeamsReceiverOptions(Path.Combine(folder, "cards")), cancellationToken));
        }
        catch
        {
            await smtp.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings by which the app sends to them.</summary>
    /// <param name="teamsSecrets">Names of the secrets that hold Teams webhooks.</param>
    public IEnumerable<KeyValuePair<string, string>> Settings(IEnumerable<string> teamsSecrets)
    {
        yield return new("Smtp:Host", SmtpReceiver.Host);
        yield return new("Smtp:Port", FormattableString.Invariant($"{smtp.Port}"));
        yield return new("Smtp:From", "CRM alerts <alerts@example.com>");
        foreach (var secret in teamsSecrets)
        {
            yield return new($"Secrets:{secret}", teams.Url.AbsoluteUri);
        }
    }

    /// <summary>Stops both; what they kept stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await teams.DisposeAsync();
        await smtp.DisposeAsync();
    }
}
