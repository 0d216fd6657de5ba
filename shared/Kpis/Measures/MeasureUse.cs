namespace CrmServerless.Kpis.Measures;

/// <summary>How long before the day D the window of a measure ends.</summary>
public enum WindowEnd
{
    /// <summary>With D.</summary>
    AtDay,

    /// <summary>A window earlier: 'the n days before', or 'at D-n'.</summary>
    WindowEarlier,

    /// <summary>leadMaturityDays earlier: the mature cohort.</summary>
    MaturityEarlier,
}

/// <summary>A measure over one window.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Window">Length in days; 0: the state at the day's end.</param>
/// <param name="Lag">How many days before D the window ends.</param>
public sealed record MeasureUse(Measure Measure, int Window, int Lag);
