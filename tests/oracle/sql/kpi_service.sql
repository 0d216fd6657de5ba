-- Service. Source: kpis.md section 4 "Service".

CREATE OR REPLACE TEMP TABLE ticket_d AS
SELECT d.d, segment, k.* EXCLUDE (f, t)
FROM ticket k JOIN day d ON k.created.day <= d.d AND k.f <= d.d AND k.t > d.d JOIN seg_ticket USING (fk);

INSERT INTO part BY NAME
SELECT 'tickets_created' AS kpi, w.n AS win, segment, d, count(*) AS value
FROM ticket_d JOIN (VALUES (1), (30)) w(n) ON created.day > d - w.n GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'ticket_backlog' AS kpi, 0 AS win, segment, d, count(*) AS value FROM ticket_d WHERE resolved IS NULL OR resolved.day > d GROUP BY ALL;

INSERT INTO part BY NAME
WITH s AS (
  SELECT segment, d, sum(m.minutes) AS total, count(*) AS n, quantile_cont(m.minutes, 0.5) AS median
  FROM ticket_d k JOIN response_minutes m USING (id) WHERE k.responded.day <= k.d AND k.responded.day > k.d - 30 GROUP BY ALL)
SELECT 'response_minutes_mean' AS kpi, 30 AS win, segment, d, NULL AS value, total AS num, n AS den, n AS sample FROM s
UNION ALL BY NAME SELECT 'response_minutes_median' AS kpi, 30 AS win, segment, d, median AS value, NULL AS num, NULL AS den, n AS sample FROM s;

CREATE OR REPLACE TEMP TABLE resolved_d AS SELECT * FROM ticket_d WHERE resolved.day <= d AND resolved.day > d - 30;

INSERT INTO part BY NAME
WITH s AS (
  SELECT segment, d, sum(seconds_between(created, resolved) / 3600) AS total, count(*) AS n, quantile_cont(seconds_between(created, resolved) / 3600, 0.5) AS median
  FROM resolved_d GROUP BY ALL)
SELECT 'resolution_hours_mean' AS kpi, 30 AS win, segment, d, NULL AS value, total AS num, n AS den, n AS sample FROM s
UNION ALL BY NAME SELECT 'resolution_hours_median' AS kpi, 30 AS win, segment, d, median AS value, NULL AS num, NULL AS den, n AS sample FROM s;

INSERT INTO part BY NAME
SELECT 'average_handling_minutes' AS kpi, 30 AS win, segment, d, sum(handle_minutes) AS num, count(*) AS den
FROM resolved_d WHERE handle_minutes IS NOT NULL GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'first_contact_resolution' AS kpi, 30 AS win, segment, d, count(*) AS den, count(*) FILTER (replies = 1 AND NOT coalesce(reopened, false)) AS num
FROM resolved_d WHERE replies IS NOT NULL GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'reopen_rate' AS kpi, 30 AS win, segment, d, count(*) AS den, count(*) FILTER (reopened) AS num
FROM resolved_d WHERE reopened IS NOT NULL GROUP BY ALL;
