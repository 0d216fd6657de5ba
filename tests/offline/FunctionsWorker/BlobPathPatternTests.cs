using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Azure Blob storage trigger for Azure Functions', section 'Blob name patterns' and its examples, and azure-webjobs-sdk,
/// src/Microsoft.Azure.WebJobs.Host/Bindings/Path: a token captures '.*'.
/// </summary>
public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("input/{name}", "soundfile.mp3", "name=soundfile.mp3")]
    [InlineData("input/{name}", "2026/03/soundfile.mp3", "name=2026/03/soundfile.mp3")]
    [InlineData("input/original-{name}", "original-Blob1.txt", "name=Blob1.txt")]
    [InlineData("samples/{name}.png", "sales.png", "name=sales")]
    [InlineData("input/{blobname}.{blobextension}", "original.Blob1.txt", "blobname=original.Blob1;blobextension=txt")]
    [InlineData("images/{{20140101}}-{name}", "{20140101}-soundfile.mp3", "name=soundfile.mp3")]
    [InlineData("crm/{source}/{name}", "hubspot/2026/deals.csv", "source=hubspot/2026;name=deals.csv")]
    [InlineData("crm/{source}/{name}", "hubspot/", "source=hubspot;name=")]
    [InlineData("crm", "any/thing", "")]
    [InlineData("crm/fixed.csv", "fixed.csv", "")]
    public void Match_OfAMatchingName_GivesItsTokens(string path, string name, string expected) =>
        Assert.Equal(expected, string.Join(';', BlobPathPattern.Parse(path).Match(name)!.Select(token => $"{token.Key}={token.Value}")));

    [Theory]
    [InlineData("input/original-{name}", "Blob1.txt")]
    [InlineData("samples/{name}.png", "sales.pngx")]
    [InlineData("samples/{name}.png", "salesxpng")]
    [InlineData("crm/{source}/{name}", "deals.csv")]
    [InlineData("crm/fixed.csv", "FIXED.csv")]
    public void Match_OfAnotherName_IsNull(string path, string name) => Assert.Null(BlobPathPattern.Parse(path).Match(name));

    [Theory]
    [InlineData("crm/in-{name}.csv", "in-")]
    [InlineData("crm/{name}", "")]
    [InlineData("crm/fixed.csv", "fixed.csv")]
    [InlineData("crm/{{a}}/{name}", "{a}/")]
    public void Prefix_OfAPath_IsWhatEveryMatchStartsWith(string path, string expected) =>
        Assert.Equal(expected, BlobPathPattern.Parse(path).Prefix);

    [Theory]
    [InlineData("")]
    [InlineData("/name")]
    [InlineData("container/")]
    [InlineData("{container}/name")]
    [InlineData("container/{name")]
    [InlineData("container/name}")]
    [InlineData("container/{}")]
    public void Parse_OfAWrongPath_SaysWhatIsWrong(string path)
    {
        var error = Assert.Throws<FunctionSetupException>(() => BlobPathPattern.Parse(path));

        Assert.StartsWith("Invalid", error.Message, StringComparison.Ordinal);
    }
}
