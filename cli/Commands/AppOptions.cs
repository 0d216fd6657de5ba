using System.CommandLine;
using CrmServerless.Cli.App;

namespace CrmServerless.Cli.Commands;

/// <summary>The options by which a command finds an app over HTTP.</summary>
internal static class AppOptions
{
    private const string KeyVariable = "CRM_KEY";

    /// <summary>Where the app answers.</summary>
    public static Option<Uri> Url() => new("--url")
    {
        Description = "The app's address.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:7071"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + "/", UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            {
                return url;
            }

            result.AddError("--url: expected an https address (http on this machine only)");
            return null;
        },
    };

    /// <summary>A function key.</summary>
    public static Option<string?> Key() => new("--key")
    {
        Description = $"A function key. Better set {KeyVariable}: others on this machine may see a command line.",
        HelpName = "KEY",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(KeyVariable),
    };

    /// <summary>The app that the command line names.</summary>
    public static AppClient Client(HttpClient http, ParseResult parsed, Option<Uri> url, Option<string?> key, TimeProvider time) =>
        new(http, parsed.GetRequiredValue(url), parsed.GetValue(key), time);
}
