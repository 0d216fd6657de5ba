using CrmServerless.Samples.Chance;

namespace CrmServerless.Samples.Streams;

/// <summary>Visitors of the web site, and those who ask for an offer.</summary>
public sealed class TrafficStream : IDailyStream
{
    private static readonly (string Channel, long Visitors, long ConversionsPerMillion)[] Channels =
        [("organic", 180, 26_000), ("search", 140, 24_000), ("social", 90, 12_000), ("direct", 60, 30_000)];

    private readonly World world;
    private readonly (Carry Visitors, Carry Conversions)[] carries;

    public TrafficStream(World world)
    {
        this.world = world;
        carries = [.. Channels.Select(_ => (new Carry(), new Carry()))];
    }

    public void Live(DateOnly day)
    {
        for (var i = 0; i < Channels.Length; i++)
        {
            var visitors = carries[i].Visitors.Take(world.Scale.Grown(day) * Channels[i].Visitors);
            var conversions = carries[i].Conversions.Take(visitors * Channels[i].ConversionsPerMillion);
            world.Exports.Traffic.Day(day).Text(Channels[i].Channel).Text("offer").Number(visitors).Number(conversions).End();
        }
    }
}
