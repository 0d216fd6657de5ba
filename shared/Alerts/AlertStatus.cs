namespace CrmServerless.Alerts;

/// <summary>Where the alert of one rule, segment and window stands.</summary>
public enum AlertStatus
{
    /// <summary>Not worse than its benchmark.</summary>
    Ok,

    /// <summary>Worse, but not yet for enough days.</summary>
    Pending,

    /// <summary>Worse for enough days.</summary>
    Open,

    /// <summary>Was open; no longer worse, but not yet near enough to the benchmark, or not yet for enough days.</summary>
    Recovering,

    /// <summary>The KPI has no value.</summary>
    NoData,

    /// <summary>The data behind it is older than it should be.</summary>
    Stale,
}

/// <summary>Why a manager is told something.</summary>
public enum Reason
{
    /// <summary>There is nothing to tell.</summary>
    None,

    /// <summary>The alert opened.</summary>
    FirstBreach,

    /// <summary>An open alert's severity went beyond what was told.</summary>
    Worse,

    /// <summary>Still open, and some time since it was last told.</summary>
    Reminder,

    /// <summary>An alert that was told is over.</summary>
    Resolved,

    /// <summary>There has been no value, or no fresh data, for some days.</summary>
    DataStopped,

    /// <summary>There is a value again after <see cref="DataStopped"/> was told.</summary>
    DataBack,
}
