using Azure;
using CrmServerless.Azurite;
using CrmServerless.Configuration.Loading;
using CrmServerless.Npm;

namespace CrmServerless.Cli;

/// <summary>Tells what went wrong outside the tool in words that its user can act on.</summary>
internal static class Failures
{
    /// <summary>The words, or null for what should never happen: that deserves its stack trace.</summary>
    public static string? InWords(Exception e) => e switch
    {
        CliException or BrokenConfigurationException or AzuriteException or NpmException => e.Message,
        RequestFailedException { Status: 0 } => $"Storage cannot be reached: {FirstLine(e)}",
        RequestFailedException storage => $"Storage answered {storage.Status} {storage.ErrorCode}: {FirstLine(e)}",
        AggregateException { InnerExceptions: [.., RequestFailedException last] } => InWords(last),
        HttpRequestException => $"The app cannot be reached: {e.Message}",
        UnauthorizedAccessException or IOException => e.Message,
        _ => null,
    };

    private static string FirstLine(Exception e) => e.Message.ReplaceLineEndings("\n").Split('\n')[0];
}
