using System.Net;
using Azure.Core.Pipeline;

namespace CrmServerless.Tests.Offline.Tables;

/// <summary>Records each request and answers it with the next of the given states, the last one from then on; the body is given too.</summary>
public sealed class AnsweringTransport : HttpClientTransport
{
    private readonly Recorder recorder;

    public AnsweringTransport(params int[] states)
        : this(string.Empty, states)
    {
    }

    public AnsweringTransport(string body, params int[] states)
        : this(new Recorder(body, states))
    {
    }

    private AnsweringTransport(Recorder recorder)
        : base(new HttpClient(recorder)) => this.recorder = recorder;

    public IReadOnlyList<(string Line, IReadOnlyDictionary<string, string> Headers)> Requests => recorder.Requests;

    private sealed class Recorder(string body, int[] states) : HttpMessageHandler
    {
        public List<(string Line, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var headers = request.Headers.ToDictionary(
                header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
            Requests.Add(($"{request.Method} {request.RequestUri!.AbsoluteUri}", headers));
            var status = states[Math.Min(Requests.Count, states.Length) - 1];
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });
        }
    }
}
