using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using CrmServerless.Azurite;
using CrmServerless.Npm;

namespace CrmServerless.Tests.Offline.Azurite;

public sealed class AzuriteServerTests
{
    [Fact]
    public async Task StartAsync_FreePorts_EveryServiceAnswersAtTheConnectionStringsEndpoints()
    {
        await using var server = await AzuriteServer.StartAsync();
        using var http = new HttpClient();

        foreach (var (service, port) in new[] { ("Blob", server.Ports.Blob), ("Queue", server.Ports.Queue), ("Table", server.Ports.Table) })
        {
            var endpoint = $"http://127.0.0.1:{port}/devstoreaccount1";
            Assert.Contains($"{service}Endpoint={endpoint};", server.ConnectionString, StringComparison.Ordinal);

            // Nothing is signed, so the service refuses, but by its name.
            using var answer = await http.GetAsync(new Uri(endpoint + "?comp=list"));
            Assert.StartsWith($"Azurite-{service}/", answer.Headers.Server.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DisposeAsync_RunningServer_LeavesNoProcess()
    {
        var server = await AzuriteServer.StartAsync();
        var id = server.ProcessId;

        await server.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task DisposeAsync_DataFolder_KeepsWhatWasWritten()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { DataFolder = folder.Path };
        await using (var first = await AzuriteServer.StartAsync(options))
        {
            await new TableServiceClient(first.ConnectionString).CreateTableAsync("Things");
            await new TableClient(first.ConnectionString, "Things").AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });
            await new BlobContainerClient(first.ConnectionString, "things").CreateAsync();
            await new BlobClient(first.ConnectionString, "things", "one").UploadAsync(BinaryData.FromString("1"));
        }

        await using var second = await AzuriteServer.StartAsync(options);

        Assert.Equal(1, new TableClient(second.ConnectionString, "Things").GetEntity<TableEntity>("p", "r").Value.GetInt32("N"));
        Assert.Equal("1", (await new BlobClient(second.ConnectionString, "things", "one").DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task StartAsync_PortTaken_SaysSo()
    {
        using var taken = Listen();
        var options = new AzuriteOptions { Ports = AzuritePorts.Free with { Queue = PortOf(taken) } };

        var failure = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteServer.StartAsync(options));

        Assert.Contains("EADDRINUSE", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("usedevelopmentstorage=True;", true)]
    [InlineData("UseDevelopmentStorage=false", false)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AA==;EndpointSuffix=core.windows.net", false)]
    [InlineData("", false)]
    public void IsDevelopmentStorage_ConnectionString_OnlyTheShortcut(string connection, bool expected) =>
        Assert.Equal(expected, AzuriteServer.IsDevelopmentStorage(connection));

    [Fact]
    public async Task EnsureAsync_OtherConnection_StartsNothing() =>
        Assert.Null(await AzuriteServer.EnsureAsync("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AA=="));

    [Fact]
    public async Task EnsureOnAsync_SomethingAnswers_StartsNothing()
    {
        await using var running = await AzuriteServer.StartAsync();

        Assert.Null(await AzuriteServer.EnsureOnAsync(running.Ports, new AzuriteOptions(), default));
    }

    [Fact]
    public async Task EnsureOnAsync_TwoAtOnce_OneStartsAndBothCanUseIt()
    {
        using var folder = new TemporaryFolder();
        var ports = FreePorts();
        var options = new AzuriteOptions { DataFolder = folder.Path };

        var servers = await Task.WhenAll(
            AzuriteServer.EnsureOnAsync(ports, options, default), AzuriteServer.EnsureOnAsync(ports, options, default));

        await using var server = Assert.Single(servers, started => started is not null);
        Assert.Null(await AzuriteServer.EnsureOnAsync(ports, options, default));
    }

    [SkippableFact]
    public async Task Host_HolderOfItsInputKilled_Ends()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Uses sh, and kills with SIGKILL.");
        var script = await AzuriteInstallation.EnsureAsync(new AzuriteOptions(), default);

        // The sleeping process holds the pipe as the parent would; killing it leaves node to notice.
        const string Pipeline = """sh -c 'echo $$ >&2; exec sleep 600' | node --eval "$0" "$@" """;
        string[] arguments =
        [
            "-c", Pipeline, EmbeddedFile.Read("host.cjs"), script, "--silent", "--disableTelemetry", "--inMemoryPersistence",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ];
        using var shell = NpmProcess.Start(new ProcessStartInfo("sh", arguments));
        var holder = int.Parse((await shell.StandardError.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        await ReadUntilAsync(shell.StandardOutput, "Table service is successfully listening");

        Process.GetProcessById(holder).Kill();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await shell.WaitForExitAsync(patience.Token);
        Assert.Contains("Table service successfully closed", await shell.StandardOutput.ReadToEndAsync(patience.Token), StringComparison.Ordinal);
    }

    private static async Task ReadUntilAsync(StreamReader output, string text)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The output ended before '{text}'.");
    }

    private static AzuritePorts FreePorts()
    {
        using var blob = Listen();
        using var queue = Listen();
        using var table = Listen();
        return new AzuritePorts(PortOf(blob), PortOf(queue), PortOf(table));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
