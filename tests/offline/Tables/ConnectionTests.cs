using Azure.Core;
using Azure.Data.Tables;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class ConnectionTests
{
    [Fact]
    public void Constructor_DevelopmentStorage_IsTheEmulatorsPublishedAccount()
    {
        var service = new TableServiceClient("UseDevelopmentStorage=true");

        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", service.Uri.AbsoluteUri);
        Assert.Equal("devstoreaccount1", service.AccountName);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1/Things", service.GetTableClient("Things").Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=AA==;EndpointSuffix=core.windows.net", "https://contoso.table.core.windows.net/")]
    [InlineData("AccountName=contoso;AccountKey=AA==;EndpointSuffix=core.chinacloudapi.cn;", "https://contoso.table.core.chinacloudapi.cn/")]
    [InlineData("AccountName=contoso;AccountKey=AA==;TableEndpoint=https://contoso.example.net/", "https://contoso.example.net/")]
    public void Constructor_AccountAndKey_IsTheAccountsAddress(string connection, string expected)
    {
        var service = new TableServiceClient(connection);

        Assert.Equal(expected, service.Uri.AbsoluteUri);
        Assert.Equal("contoso", service.AccountName);
    }

    [Theory]
    [InlineData("AccountName=contoso;EndpointSuffix=core.windows.net")]
    [InlineData("UseDevelopmentStorage=false")]
    [InlineData("nonsense")]
    [InlineData("AccountName=contoso;AccountKey=!;EndpointSuffix=core.windows.net")]
    public void Constructor_NoAccountWithAKey_IsRefused(string connection) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connection));

    /// <summary>
    /// The text is put together by hand after 'Authorize with Shared Key'; the signature was computed from it with another HMAC program
    /// (openssl dgst -sha256 -mac HMAC -macopt hexkey:…, in base 64).
    /// </summary>
    [Fact]
    public void StringToSign_KeyWithSpecialCharacters_IsTheEncodedPath()
    {
        var credential = new TableSharedKeyCredential("contoso", "a+/Zy7oAEf8=");
        var policy = new SharedKeyLitePolicy(credential, TimeProvider.System);
        var resource = new Uri("https://contoso.table.core.windows.net/Things(PartitionKey='O%27%27Brien',RowKey='100%25%20K%C3%B6ln')?$select=A&comp=acl");

        var text = policy.StringToSign("Thu, 29 Feb 2024 01:02:03 GMT", resource);

        Assert.Equal("Thu, 29 Feb 2024 01:02:03 GMT\n/contoso/Things(PartitionKey='O%27%27Brien',RowKey='100%25%20K%C3%B6ln')?comp=acl", text);
        Assert.Equal("DuVX5nfLArkEspGwsfyzlhCaKZeLUvuu6m5KcpjjADs=", credential.Sign(text));
    }

    [Fact]
    public async Task Requests_WithAToken_CarryIt()
    {
        var transport = new AnsweringTransport(404);
        var options = new TableClientOptions { Transport = transport };
        var table = new TableClient(new Uri("https://contoso.table.core.windows.net"), "Things", new FixedToken(), options);

        await table.DeleteEntityAsync("p", "r");

        var request = Assert.Single(transport.Requests);
        Assert.Equal("DELETE https://contoso.table.core.windows.net/Things(PartitionKey='p',RowKey='r')", request.Line);
        Assert.Equal("Bearer token-for-https://storage.azure.com/.default", request.Headers["Authorization"]);
        Assert.Equal("2020-12-06", request.Headers["x-ms-version"]);
        Assert.Equal("*", request.Headers["If-Match"]);
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token-for-{requestContext.Scopes[0]}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
