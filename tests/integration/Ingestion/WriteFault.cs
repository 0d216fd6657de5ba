using Azure.Core;
using Azure.Core.Pipeline;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>
/// A process that is killed at its n-th write to storage: just before the write, or just after, its answer unheard. From then on no
/// request leaves it, as none does from a dead process.
/// </summary>
internal sealed class WriteFault(int fatalWrite, bool isWritten) : HttpPipelinePolicy
{
    private int writes;

    public bool IsDead { get; private set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("everything is asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsDead)
            throw new ProcessDiedException();

        IsDead = message.Request.Method != RequestMethod.Get && message.Request.Method != RequestMethod.Head && Interlocked.Increment(ref writes) == fatalWrite;
        if (!IsDead || isWritten)
            await ProcessNextAsync(message, pipeline);
        if (IsDead)
            throw new ProcessDiedException();
    }
}

internal sealed class ProcessDiedException() : Exception("the process was killed");
