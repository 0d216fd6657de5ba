namespace CrmServerless.Notifications.Messages;

/// <summary>A picture inside a mail.</summary>
/// <param name="Id">What the html calls it by: `cid:` and this.</param>
/// <param name="Png">The file.</param>
public sealed record MailImage(string Id, byte[] Png);
