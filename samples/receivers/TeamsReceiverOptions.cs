namespace CrmServerless.Receivers;

/// <summary>How a <see cref="TeamsReceiver"/> behaves.</summary>
/// <param name="Folder">Where cards are kept; made if missing. Numbers go on after those that are there.</param>
public sealed record TeamsReceiverOptions(string Folder)
{
    /// <summary>Port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether to speak https, with a certificate made for this receiver (see <see cref="TeamsReceiver.Certificate"/>). Default false.</summary>
    public bool Https { get; init; }

    /// <summary>Stamps the arrivals.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
