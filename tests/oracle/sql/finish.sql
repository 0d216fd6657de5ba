-- From parts to metric rows: existence, zero or nodata, quotients. Source: kpis.md section 1 and 3.
-- grid: kpi, win, segment and day of every row that must exist. catalogue: unit, kind, carriers, entities of the numerator.

CREATE OR REPLACE TEMP TABLE missing AS
SELECT DISTINCT n.kpi, d.d FROM catalogue_needs n CROSS JOIN day d
WHERE NOT EXISTS (FROM delivered e WHERE e.entity = n.entity AND e.d = d.d);

CREATE OR REPLACE TEMP TABLE row_d AS
SELECT g.kpi, g.win, g.segment, g.d, c.unit, c.kind, m.kpi IS NOT NULL AS undelivered, p.value, p.num, p.den, p.sample
FROM grid g JOIN catalogue c USING (kpi)
LEFT JOIN part p ON p.kpi = g.kpi AND p.win = g.win AND p.segment = g.segment AND p.d = g.d
LEFT JOIN missing m ON m.kpi = g.kpi AND m.d = g.d;

-- Counts and sums: 0 where nothing happened, nodata before the first delivery. The sample of a count is the count.
INSERT INTO result BY NAME
SELECT d, kpi, win, segment, CASE WHEN NOT undelivered THEN coalesce(value, 0) END AS value, NULL AS num, NULL AS den,
  CASE WHEN undelivered THEN 0 WHEN kind = 'count' THEN coalesce(value, 0) ELSE coalesce(sample, 0) END AS sample, unit
FROM row_d WHERE kind IN ('count', 'sum');

INSERT INTO result BY NAME
SELECT d, kpi, win, segment, value, NULL AS num, NULL AS den, coalesce(sample, 0) AS sample, unit FROM row_d WHERE kind = 'median';

-- Quotients: nodata when the denominator is 0 or an entity of the numerator is not delivered (then without its parts).
INSERT INTO result BY NAME
WITH q AS (
  SELECT *, CASE WHEN NOT undelivered THEN coalesce(num, 0) END AS n, CASE WHEN NOT undelivered THEN coalesce(den, 0) END AS q
  FROM row_d WHERE kind IN ('quotient', 'percent'))
SELECT d, kpi, win, segment, CASE WHEN q <> 0 THEN n / q * CASE kind WHEN 'percent' THEN 100 ELSE 1 END END AS value, n AS num, q AS den,
  CASE WHEN undelivered THEN 0 ELSE coalesce(sample, q) END AS sample, unit
FROM q;
