using System.Text;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Storage;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Quieting;

public sealed class LinkSignerTests
{
    private static readonly AlertKey Key = new("win-rate-regions", "region=North&tier=A\"b/ü", 90);
    private static readonly DateOnly Night = new(2026, 11, 9);
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 2, 30, 0, TimeSpan.Zero);

    private readonly LinkSigner signer = new("a key for tests");

    [Fact]
    public void Open_OwnLink_IsWhatWasSigned()
    {
        var (link, fault) = signer.Open(signer.Sign(Key, "anna", Night, Now), Now.AddDays(29));

        Assert.Equal((new AlertLink(Key, "anna", Night, Now.AddDays(30)), LinkFault.None), (link, fault));
    }

    [Fact]
    public void Open_AfterThirtyDays_IsExpired() => Assert.Equal((null, LinkFault.Expired), signer.Open(signer.Sign(Key, "anna", Night, Now), Now.AddDays(30)));

    [Fact]
    public void Open_OtherKeyOrAnyCharacterAltered_IsForged()
    {
        var token = signer.Sign(Key, "anna", Night, Now);

        Assert.Equal(LinkFault.Forged, new LinkSigner("another key").Open(token, Now).Fault);
        for (var at = 0; at < token.Length; at++)
        {
            var altered = new StringBuilder(token) { [at] = token[at] == 'A' ? 'B' : 'A' }.ToString();
            // The last character of base64url holds bits that mean nothing; a text that decodes to the same bytes is the same link.
            Assert.True(signer.Open(altered, Now).Fault == LinkFault.Forged || IsUnusedEnd(token, at), $"character {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("%00.%00")]
    [InlineData("e30.e30")]
    public void Open_Anything_IsForged(string token) => Assert.Equal((null, LinkFault.Forged), signer.Open(token, Now));

    private static bool IsUnusedEnd(string token, int at) => at == token.Length - 1 || token[at + 1] == '.';
}
