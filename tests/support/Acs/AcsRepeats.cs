using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace CrmServerless.Tests.Support.Acs;

/// <summary>Repeatable requests (Microsoft, 'Repeatable requests', ACS Email and Rooms): tracked for five minutes, older ones refused, repeats answered as the first was.</summary>
internal sealed class AcsRepeats(TimeProvider clock)
{
    private static readonly TimeSpan Tracked = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Id, string FirstSent), (string Body, AcsReply Answer)> known = new();

    public AcsReply Once(HttpRequest request, byte[] body, Func<AcsReply> carryOut)
    {
        var (id, firstSent) = (request.Headers["Repeatability-Request-ID"].ToString(), request.Headers["Repeatability-First-Sent"].ToString());
        if (!Guid.TryParse(id, out _) || !DateTimeOffset.TryParseExact(firstSent, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return AcsReply.Error(400, "InvalidRepeatability");
        if (clock.GetUtcNow() - at > Tracked)
            return AcsReply.Error(412, "RepeatabilityFirstSentNotInWindow");
        var hash = Convert.ToHexString(SHA256.HashData(body));
        if (known.TryGetValue((id, firstSent), out var before))
            return before.Body == hash ? before.Answer : AcsReply.Error(400, "RepeatabilityMismatch");
        var answer = carryOut();
        known[(id, firstSent)] = (hash, answer);
        return answer;
    }
}
