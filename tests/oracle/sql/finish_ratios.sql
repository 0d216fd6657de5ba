-- KPIs made of other KPIs' values. Source: kpis.md sections 1 and 4.

-- clv: revenue x lifespan, buyers; lifespan = 1 / (churn_rate(365)/100) of the same segment, at most the cap; no churn or nodata: the cap.
INSERT INTO result BY NAME
WITH v AS (
  SELECT g.d, g.kpi, g.win, g.segment, g.unit, g.undelivered, coalesce(p.num, 0) AS revenue, coalesce(p.den, 0) AS buyers,
    CASE WHEN c.num > 0 THEN least(c.den / c.num, getvariable('lifespanCap')) ELSE getvariable('lifespanCap') END AS lifespan
  FROM row_d g
  LEFT JOIN part p ON p.kpi = '_clv' AND p.segment = g.segment AND p.d = g.d
  LEFT JOIN part c ON c.kpi = 'churn_rate' AND c.win = 365 AND c.segment = g.segment AND c.d = g.d
  WHERE g.kpi = 'clv')
SELECT d, kpi, win, segment, unit, CASE WHEN NOT undelivered AND buyers > 0 THEN revenue * lifespan / buyers END AS value,
  CASE WHEN NOT undelivered THEN revenue * lifespan END AS num, CASE WHEN NOT undelivered THEN buyers END AS den,
  CASE WHEN undelivered THEN 0 ELSE buyers END AS sample
FROM v;

-- clv_to_cac: clv, cac; buyers. cac_to_retention_cost: the two values; the customers kept.
INSERT INTO result BY NAME
WITH p(kpi, above, below, counted) AS (VALUES ('clv_to_cac', 'clv', 'cac', 'clv'), ('cac_to_retention_cost', 'cac', 'retention_cost', 'retention_cost'))
SELECT g.d, g.kpi, g.win, g.segment, g.unit, CASE WHEN b.value <> 0 THEN a.value / b.value END AS value, a.value AS num, b.value AS den,
  coalesce(s.den, 0) AS sample
FROM row_d g JOIN p USING (kpi)
LEFT JOIN result a ON a.kpi = p.above AND a.win = g.win AND a.segment = g.segment AND a.d = g.d
LEFT JOIN result b ON b.kpi = p.below AND b.win = g.win AND b.segment = g.segment AND b.d = g.d
LEFT JOIN result s ON s.kpi = p.counted AND s.win = g.win AND s.segment = g.segment AND s.d = g.d;
