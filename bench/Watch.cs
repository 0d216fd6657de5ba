using System.Diagnostics;

namespace CrmServerless.Bench;

/// <summary>Measures from its making: time, processor time of all threads (which a busy machine changes little), and bytes allocated.</summary>
internal sealed class Watch
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Environment.CpuUsage.TotalTime;
    private readonly long allocated = GC.GetTotalAllocatedBytes();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public TimeSpan Processor => Environment.CpuUsage.TotalTime - processor;

    public long Allocated => GC.GetTotalAllocatedBytes() - allocated;
}
