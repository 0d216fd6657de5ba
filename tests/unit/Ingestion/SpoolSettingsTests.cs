using CrmServerless.Ingestion;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion;

public sealed class SpoolSettingsTests
{
    [Theory]
    [InlineData(null, 2_147_483_648)]
    [InlineData("1", 1_048_576)]
    [InlineData("500", 524_288_000)]
    public void Read_Number_IsMegabytes(string? text, long bytes) => Assert.Equal(bytes, SpoolSettings.Read(Settings(text)).MostBytes);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2 GB")]
    [InlineData("1000001")]
    public void Read_Nonsense_IsNamed(string text) =>
        Assert.Equal("The setting Spool:MostMegabytes must be a number of megabytes from 1 to 1000000.", Assert.Throws<InvalidOperationException>(() => SpoolSettings.Read(Settings(text))).Message);

    private static IConfiguration Settings(string? text) => new ConfigurationBuilder().AddInMemoryCollection([new(SpoolSettings.Setting, text)]).Build();
}
