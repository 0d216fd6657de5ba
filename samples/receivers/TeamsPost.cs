using System.Net;

namespace CrmServerless.Receivers;

/// <summary>A POST that reached the webhook's address.</summary>
/// <param name="ReceivedAt">When its body had arrived, by the clock of the receiver's options.</param>
/// <param name="Headers">Request headers by name (case ignored), several values joined by commas.</param>
/// <param name="Body">The body as UTF-8 text.</param>
/// <param name="Status">What was answered; null while hanging.</param>
/// <param name="Problem">Why the card would not appear in Teams, in words; null if it would. A flow tells its caller 202 before it posts,
/// so a post may well be answered 202 and have a problem.</param>
/// <param name="File">Name of the file in the receiver's folder that holds the message; null unless answered 202.</param>
public sealed record TeamsPost(
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    HttpStatusCode? Status,
    string? Problem,
    string? File);
