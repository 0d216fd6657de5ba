using System.Net;

namespace CrmServerless.Receivers;

/// <summary>How an <see cref="SmtpReceiver"/> behaves.</summary>
/// <param name="Folder">Where messages are kept; made if missing. Numbers go on after those that are there.</param>
public sealed record SmtpReceiverOptions(string Folder)
{
    /// <summary>Port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether STARTTLS is offered, with a certificate made for this receiver (see <see cref="SmtpReceiver.Certificate"/>). Default false.</summary>
    public bool StartTls { get; init; }

    /// <summary>User and password that AUTH PLAIN or LOGIN must bring before any mail; null, the default, offers no AUTH.
    /// With <see cref="StartTls"/> they are taken only over TLS.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>Stamps the arrivals; it does not rule the waits, since the server is another process.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
