using CrmServerless.Records;
using Xunit;
using static CrmServerless.Tests.Unit.Records.Rows;

namespace CrmServerless.Tests.Unit.Records;

public sealed class EffectiveDatesTests
{
    private static readonly FieldValue Stated = Day(2026, 3, 5);
    private static readonly FieldValue Modified = Day(2026, 3, 9);

    [Fact]
    public void ClosedAt_OpenDeal_IsIgnored() =>
        Assert.False(EffectiveDates.ClosedAt(Of(Entities.Deals, ("closed_at", Stated), ("status", Text("open")))).HasValue);

    [Fact]
    public void ClosedAt_WonDeal_IsItsCloseElseItsModification()
    {
        Assert.Equal(Stated, EffectiveDates.ClosedAt(Of(Entities.Deals, ("closed_at", Stated), ("status", Text("Won")), ("modified_at", Modified))));
        Assert.Equal(Modified, EffectiveDates.ClosedAt(Of(Entities.Deals, ("status", Text("Won")), ("modified_at", Modified))));
    }

    [Theory]
    [InlineData("open", false)]
    [InlineData("Pending", false)]
    [InlineData("", true)]
    [InlineData("resolved", true)]
    [InlineData("closed", true)]
    public void ResolvedAt_WithDate_FollowsStatus(string status, bool isResolved) =>
        Assert.Equal(
            isResolved ? Stated : FieldValue.Empty,
            EffectiveDates.ResolvedAt(Of(Entities.Tickets, ("resolved_at", Stated), ("status", Text(status)), ("modified_at", Modified))));

    [Fact]
    public void ResolvedAt_WithoutDate_IsModificationOnlyWhenResolvedOrClosed()
    {
        Assert.Equal(Modified, EffectiveDates.ResolvedAt(Of(Entities.Tickets, ("status", Text("closed")), ("modified_at", Modified))));
        Assert.False(EffectiveDates.ResolvedAt(Of(Entities.Tickets, ("modified_at", Modified))).HasValue);
    }

    [Fact]
    public void ChurnedAt_Date_CountsWhateverTheStatus() =>
        Assert.Equal(Stated, EffectiveDates.ChurnedAt(Of(Entities.Customers, ("churned_at", Stated), ("status", Text("active")))));

    [Fact]
    public void ChurnedAt_ChurnedWithoutDate_IsModification()
    {
        Assert.Equal(Modified, EffectiveDates.ChurnedAt(Of(Entities.Customers, ("status", Text("Churned")), ("modified_at", Modified))));
        Assert.False(EffectiveDates.ChurnedAt(Of(Entities.Customers, ("status", Text("active")), ("modified_at", Modified))).HasValue);
    }
}
