using System.Text.Json;

namespace CrmServerless.Tests.Support.Acs;

/// <summary>An answer of the stub.</summary>
/// <param name="Status">HTTP status.</param>
public sealed record AcsReply(int Status)
{
    /// <summary>In whole seconds; null: no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    public JsonElement? Body { get; init; }

    /// <summary>Ordered only: the call is carried out all the same, whatever is answered.</summary>
    public bool Takes { get; init; }

    /// <summary>Ordered only: false, and the caller waits for ever.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>The mail is accepted, but the caller never hears of it.</summary>
    public static AcsReply SilentlyTaken { get; } = new(202) { Takes = true, Answers = false };

    /// <summary>The mail is accepted, but the answer says that the server failed.</summary>
    public static AcsReply TakenAndFailed { get; } = new(500) { Takes = true };

    public static AcsReply Error(int status, string code) => new(status) { Body = JsonSerializer.SerializeToElement(new { error = new { code, message = "in words" } }) };
}

/// <summary>What became of a mail.</summary>
/// <param name="Status">NotStarted, Running, Succeeded, Failed or Canceled.</param>
/// <param name="Code">The error's name.</param>
public sealed record AcsOperation(string Status, string? Code = null)
{
    public bool IsFinal => Status is not ("NotStarted" or "Running");

    public JsonElement Json(string id) => Code is null
        ? JsonSerializer.SerializeToElement(new { id, status = Status })
        : JsonSerializer.SerializeToElement(new { id, status = Status, error = new { code = Code, message = "anna@example.com cannot be reached" } });
}

/// <summary>A call and its answer.</summary>
public sealed record AcsCall(string Method, string Path, int Status);
