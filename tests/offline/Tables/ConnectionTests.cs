using System.Security.Cryptography;
using System.Text;
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
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=AA==;EndpointSuffix=core.windows.net",
        "https://contoso.table.core.windows.net/")]
    [InlineData("AccountName=contoso;AccountKey=AA==;EndpointSuffix=core.chinacloudapi.cn;", "https://contoso.table.core.chinacloudapi.cn/")]
    [InlineData("AccountName=contoso;AccountKey=AA==;TableEndpoint=https://contoso.example.net/", "https://contoso.example.net/")]
    public void Constructor_AccountAndKey_IsTheAccountsAddress(string connection, string expected)
    {
        var service = new TableServiceClient(connection);

        Assert.Equal(expected, service.Uri.AbsoluteUri);
        Assert.Equal("contoso", service.AccountName);
    }

    /// <summary>The signed text is put together by hand after 'Authorize with Shared Key', section 'Shared Key Lite authorization'.</summary>
    [Fact]
    public async Task Requests_KeyWithSpecialCharacters_AreSignedOverTheEncodedPath()
    {
        const string Key = "a+/Zy7oAEf8=";
        var transport = new AnsweringTransport(204);
        var options = new TableClientOptions { Transport = transport };
        var credential = new TableSharedKeyCredential("contoso", Key);
        var table = new TableClient(new Uri("https://contoso.table.core.windows.net"), "Things", credential, options);

        await table.DeleteEntityAsync("O'Brien", "100% Köln");

        var request = Assert.Single(transport.Requests);
        var text = request.Headers["x-ms-date"] + "\n/contoso/Things(PartitionKey='O%27%27Brien',RowKey='100%25%20K%C3%B6ln')";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        Assert.Equal($"SharedKeyLite contoso:{signature}", request.Headers["Authorization"]);
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
