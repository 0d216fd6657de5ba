namespace CrmServerless.Kpis;

/// <summary>How a KPI's value is made of measures. Subtypes are the kinds the catalogue needs.</summary>
public abstract record KpiFormula;
