using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Files;

public sealed class SourcesYamlTests
{
    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var sources = Some.Configuration((ConfigFiles.Sources, """
            publicUrl: https://crm.example.com/
            sources:
              shop:
                vendor: generic
                timeZone: America/New_York
                secrets: {webhook: shop-webhook-key}
                publicUrl: http://127.0.0.1:7071
                expectedArrival: 36h
                delivery: full
              hubspot:
            """)).Sources;

        var shop = sources.Of("shop");
        Assert.Equal(("shop", "generic", "America/New_York"), (shop.Name, shop.Vendor, shop.TimeZone?.Id));
        Assert.Equal("shop-webhook-key", shop.Secrets["webhook"]);
        Assert.Equal(new Uri("http://127.0.0.1:7071"), shop.PublicUrl);
        Assert.Equal((TimeSpan.FromHours(36), DeliveryKind.Full), (shop.ExpectedArrival!.Value, shop.Delivery));
        var hubspot = sources.Of("hubspot");
        Assert.Equal(("hubspot", new Uri("https://crm.example.com"), DeliveryKind.Incremental), (hubspot.Vendor, hubspot.PublicUrl, hubspot.Delivery));
        Assert.Null(hubspot.ExpectedArrival);
    }

    [Fact]
    public void Read_Webhook_IsTakenAndV3TheDefault()
    {
        var sources = Some.Configuration((ConfigFiles.Sources, """
            sources:
              hubspot:
                secrets: {webhook: app-secret, webhook-old: app-secret-2025, url: url-key}
                webhook: {signatures: [v3, v1]}
              salesforce:
                secrets: {webhook: salesforce-url-key}
                webhook: {organization: 00D000000000abcEAA}
              zoho:
            """)).Sources;

        Assert.Equal([HubSpotSignature.V3, HubSpotSignature.V1], sources.Of("hubspot").Webhook.Signatures);
        Assert.Equal(["app-secret", "app-secret-2025"], SourcesConfiguration.SecretsFor(sources.Of("hubspot"), "webhook"));
        Assert.Equal("00D000000000abcEAA", sources.Of("salesforce").Webhook.Organization);
        Assert.Equal([HubSpotSignature.V3], sources.Of("zoho").Webhook.Signatures);
    }

    [Fact]
    public void Of_FolderThatIsNotConfigured_IsItsOwnVendor()
    {
        Assert.Equal("salesforce", Some.Configuration().Sources.Of("salesforce").Vendor);
    }

    [Theory]
    [InlineData("sources: [shop]", "sources.yaml:1:10: sources: found a list, expected a map of keys and values")]
    [InlineData("sources: {shop: generic}", "sources.yaml:1:17: sources.shop: found 'generic', expected a map of keys and values")]
    [InlineData("sources: {shop: {vendr: x}}", "sources.yaml:1:18: sources.shop.vendr: found an unknown key, expected 'vendor'")]
    [InlineData("sources: {a/b: }", "sources.yaml:1:11: sources.a/b: found a map, expected a source's name: the inbox folder's, without a slash")]
    [InlineData("publicUrl: http://crm.example.com", "sources.yaml:1:12: publicUrl: found 'http://crm.example.com', expected an https URL without query, e.g. https://crm.example.com")]
    [InlineData("sources: {salesforce: {secrets: {webhook: key}}}", "sources.yaml:1:23: sources.salesforce.webhook: found nothing, expected organization: the id of the Salesforce organisation, without which its webhooks prove nothing")]
    [InlineData("sources: {hubspot: {webhook: {signatures: [v4]}}}", "sources.yaml:1:44: sources.hubspot.webhook.signatures[1]: found 'v4', expected one of v1, v2, v3; did you mean 'v1'?")]
    [InlineData("sources: {shop: {expectedArrival: daily}}", "sources.yaml:1:35: sources.shop.expectedArrival: found 'daily', expected a length of time as a whole number and s, min, h or d, e.g. 36h")]
    public void Read_WrongValue_SaysWhereAndWhatIsExpected(string text, string expected)
    {
        Assert.Equal(expected, Assert.Single(Some.Configuration((ConfigFiles.Sources, text)).Errors).ToString());
    }

    [Fact]
    public void Read_SecretWrittenInsteadOfItsName_IsNeverQuoted()
    {
        var error = Assert.Single(Some.Configuration((ConfigFiles.Sources, "sources: {shop: {secrets: {webhook: 'whsec_Zm9v+/='}}}")).Errors);

        Assert.Equal("sources.yaml:1:37: sources.shop.secrets.webhook: found something else (not shown: it may be a secret), expected the name of a secret (letters, digits and -), never the secret itself", error.ToString());
    }
}
