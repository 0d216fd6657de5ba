// The KPIs: unit, windows, kind, carriers, entities of the numerator (all must be delivered). Source: kpis.md sections 1, 3, 4.
// only: the dimensions a KPI of two carriers can be split by. A KPI is computed by the SQL file of its family.
const of = (family, carriers, rows) => rows.map(([kpi, unit, windows, kind, needs, only]) =>
  ({ kpi, unit, windows, kind, carriers, needs: needs ?? carriers, only, family }));

export const catalogue = [
  ...of("customers", ["customer"], [
    ["active_customers", "count", [0], "count"],
    ["new_customers", "count", [1, 30], "count", ["customer", "sale"]],
  ]),
  ...of("sales", ["customer"], [
    ["upsell_rate", "%", [90], "percent", ["customer", "sale"]],
    ["cross_sell_rate", "%", [90], "percent", ["customer", "sale"]],
    ["upgrade_rate", "%", [90], "percent", ["customer", "sale"]],
  ]),
  ...of("sales", ["sale"], [
    ["revenue", "money", [1, 30, 90], "sum"],
    ["revenue_new", "money", [30], "sum"],
    ["revenue_existing", "money", [30], "sum"],
    ["revenue_growth", "%", [30, 365], "percent"],
    ["revenue_growth_existing", "%", [30], "percent"],
    ["average_order_value", "money", [30], "quotient"],
  ]),
  ...of("sales", ["lead"], [
    ["new_leads", "count", [1, 30], "count"],
    ["lead_conversion_rate", "%", [90], "percent"],
    ["lead_to_customer_rate", "%", [90], "percent", ["lead", "sale"]],
    ["first_touch_hours", "hours", [30], "median"],
  ]),
  ...of("sales", ["traffic"], [["visitor_conversion_rate", "%", [30], "percent"]]),
  ...of("sales", ["deal"], [
    ["deals_won", "count", [30], "count"],
    ["deals_lost", "count", [30], "count"],
    ["win_rate", "%", [90], "percent"],
    ["win_rate_value", "%", [90], "percent"],
    ["average_deal_size", "money", [90], "quotient"],
    ["sales_cycle_days", "days", [90], "median"],
    ["pipeline_value", "money", [0], "sum"],
    ["pipeline_velocity", "money", [90], "velocity"],
    ["renewal_expansion_rate", "%", [90], "percent"],
  ]),
  ...of("outreach", ["interaction"], [
    ["contact_attempts", "count", [30], "count"],
    ["contact_response_rate", "%", [30], "percent"],
    ["outreach_to_action_days", "days", [30], "median"],
  ]),
  ...of("outreach", ["lead"], [["unresponsive_prospects", "count", [0], "count", ["lead", "interaction"]]]),
];
