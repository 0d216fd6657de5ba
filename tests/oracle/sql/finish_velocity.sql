-- pipeline_velocity: open deals x average_deal_size x win_rate/100 / sales_cycle_days; 0 when no deal is open. Each of numerator and
-- denominator is filled when its own parts are known. Sample: won deals in the window. Source: kpis.md sections 1 and 4.

INSERT INTO result BY NAME
WITH v AS (
  SELECT g.d, g.kpi, g.win, g.segment, g.unit, g.undelivered, coalesce(o.value, 0) AS open, coalesce(w.value, 0) AS won,
    s.value AS size, r.num / r.den AS win_rate, y.value AS cycle
  FROM row_d g
  LEFT JOIN part o ON o.kpi = '_open_deals' AND o.segment = g.segment AND o.d = g.d
  LEFT JOIN part w ON w.kpi = '_won_deals' AND w.segment = g.segment AND w.d = g.d
  LEFT JOIN result s ON s.kpi = 'average_deal_size' AND s.segment = g.segment AND s.d = g.d
  LEFT JOIN part r ON r.kpi = 'win_rate' AND r.segment = g.segment AND r.d = g.d
  LEFT JOIN part y ON y.kpi = 'sales_cycle_days' AND y.segment = g.segment AND y.d = g.d
  WHERE g.kpi = 'pipeline_velocity')
SELECT d, kpi, win, segment, unit,
  CASE WHEN undelivered THEN NULL WHEN open = 0 THEN 0 WHEN cycle <> 0 THEN open * size * win_rate / cycle END AS value,
  CASE WHEN undelivered THEN NULL WHEN open = 0 THEN 0 ELSE open * size * win_rate END AS num,
  CASE WHEN NOT undelivered THEN cycle END AS den,
  CASE WHEN undelivered THEN 0 ELSE won END AS sample
FROM v;
