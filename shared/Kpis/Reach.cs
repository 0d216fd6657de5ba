namespace CrmServerless.Kpis;

/// <summary>
/// How far before its window a value also looks (kpis.md section 4). A value that looks behind the start of the data is
/// computed all the same, but is not judged against history: it is still warming up.
/// </summary>
public enum Reach
{
    /// <summary>Its own window only.</summary>
    Window,

    /// <summary>Also the n days before the window: growth, net and gross revenue retention.</summary>
    WindowBefore,

    /// <summary>The window ends `leadMaturityDays` before the day: lead cohorts.</summary>
    LeadMaturity,

    /// <summary>Also the `activityDays` before the window: who counts as active, or as new, at the window's start.</summary>
    Activity,
}
