-- Cost and return. Source: kpis.md section 4 "Cost and return", section 2 "Attributed", "Spend ledger".

CREATE OR REPLACE TEMP TABLE ledger_d AS
SELECT d.d, CAST(d.d - l.day AS INTEGER) AS age, l.* EXCLUDE (day) FROM ledger l JOIN day d ON l.day <= d.d AND l.day > d.d - 365;

-- Sums of the ledger by purpose: marketing and sales, marketing, retention and service, everything, with a campaign, crm.
CREATE OR REPLACE TEMP TABLE cost_d AS
SELECT d, w.purpose, w.n AS win, segment, sum(amount) AS amount
FROM ledger_d l
JOIN (VALUES ('acquisition', 90), ('acquisition', 365), ('marketing', 30), ('keeping', 365), ('all', 90), ('campaign', 90), ('crm', 365), ('service', 30))
  w(purpose, n) ON l.age < w.n AND CASE w.purpose
    WHEN 'acquisition' THEN coalesce(l.category IN ('marketing', 'sales'), false)
    WHEN 'marketing' THEN coalesce(l.category = 'marketing', false)
    WHEN 'keeping' THEN coalesce(l.category IN ('retention', 'service'), false)
    WHEN 'service' THEN coalesce(l.category = 'service', false)
    WHEN 'campaign' THEN l.campaign_id IS NOT NULL
    WHEN 'crm' THEN l.campaign_id IS NOT NULL OR coalesce(l.category = 'crm', false)
    ELSE true END
JOIN seg_spend g ON g.fk = l.fk GROUP BY ALL;

-- The other sides, by the same segment names.
CREATE OR REPLACE TEMP TABLE sold_d AS
SELECT d, w.n AS win, segment, coalesce(sum(amount * share), 0) AS revenue, count(*) AS sales,
  coalesce(sum(amount * share) FILTER (campaign_id IS NOT NULL), 0) AS attributed, count(*) FILTER (campaign_id IS NOT NULL) AS attributed_sales,
  count(amount) FILTER (campaign_id IS NOT NULL) AS attributed_known
FROM sale_d JOIN (VALUES (30), (90), (365)) w(n) ON age < w.n JOIN seg_sale USING (fk) GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE counted_d AS
SELECT 'cac' AS kpi, win, segment, d, value AS n FROM part WHERE kpi = '_new_customers'
UNION ALL
SELECT 'cost_per_lead', 30, segment, d.d, count(*)
FROM lead l JOIN day d ON l.created.day <= d.d AND l.created.day > d.d - 30 AND l.f <= d.d AND l.t > d.d JOIN seg_lead USING (fk) GROUP BY ALL
UNION ALL
SELECT 'retention_cost', 365, 'all', d, num FROM part WHERE kpi = 'retention_rate' AND win = 365 AND segment = 'all'
UNION ALL
SELECT 'cost_per_ticket', 30, segment, d.d, count(*)
FROM ticket k JOIN day d ON k.resolved.day <= d.d AND k.resolved.day > d.d - 30 AND k.f <= d.d AND k.t > d.d JOIN seg_ticket USING (fk) GROUP BY ALL;

-- Cost for each of something countable: one side may be missing.
INSERT INTO part BY NAME
WITH p(kpi, purpose) AS (VALUES ('cac', 'acquisition'), ('cost_per_lead', 'marketing'), ('retention_cost', 'keeping'), ('cost_per_ticket', 'service')),
  c AS (SELECT p.kpi, c.win, c.segment, c.d, c.amount FROM cost_d c JOIN p USING (purpose))
SELECT kpi, win, segment, d, coalesce(c.amount, 0) AS num, coalesce(n.n, 0) AS den
FROM c FULL JOIN counted_d n USING (kpi, win, segment, d);

INSERT INTO part BY NAME
SELECT 'expense_to_revenue' AS kpi, 90 AS win, segment, d, coalesce(c.amount, 0) AS num, coalesce(s.revenue, 0) AS den, coalesce(s.sales, 0) AS sample
FROM (FROM cost_d WHERE purpose = 'all') c FULL JOIN (FROM sold_d WHERE win = 90) s USING (segment, d);

INSERT INTO part BY NAME
SELECT 'revenue_attributed' AS kpi, win, segment, d, attributed AS value, attributed_known AS sample FROM sold_d WHERE win IN (30, 90);

INSERT INTO part BY NAME
SELECT 'revenue_attributed_share' AS kpi, 90 AS win, segment, d, attributed AS num, revenue AS den, attributed_sales AS sample FROM sold_d WHERE win = 90;

INSERT INTO part BY NAME
WITH p(kpi, purpose) AS (VALUES ('campaign_roi', 'campaign'), ('crm_roi', 'crm')),
  c AS (SELECT p.kpi, c.win, c.segment, c.d, c.amount FROM cost_d c JOIN p USING (purpose)),
  s AS (SELECT CASE win WHEN 90 THEN 'campaign_roi' ELSE 'crm_roi' END AS kpi, * FROM sold_d WHERE win IN (90, 365))
SELECT kpi, win, segment, d, coalesce(s.attributed, 0) * getvariable('margin') - coalesce(c.amount, 0) AS num, coalesce(c.amount, 0) AS den,
  coalesce(s.attributed_sales, 0) AS sample
FROM c FULL JOIN s USING (kpi, win, segment, d);

-- Campaign statistics: rows that state both.
CREATE OR REPLACE TEMP TABLE stats_d AS
SELECT d.d, segment, s.* FROM campaign_stats s JOIN day d ON s.day <= d.d AND s.day > d.d - 30 JOIN seg_campaign_stats USING (fk);

INSERT INTO part BY NAME
SELECT 'campaign_messages' AS kpi, 30 AS win, segment, d, coalesce(sum(sent), 0) AS value, coalesce(sum(sent), 0) AS sample FROM stats_d GROUP BY ALL;

INSERT INTO part BY NAME
WITH r AS (
  SELECT 'campaign_response_rate' AS kpi, segment, d, responses AS a, delivered AS b FROM stats_d
  UNION ALL SELECT 'email_open_rate', segment, d, opened, delivered FROM stats_d
  UNION ALL SELECT 'email_click_rate', segment, d, clicked, delivered FROM stats_d
  UNION ALL SELECT 'unsubscribe_rate', segment, d, unsubscribed, delivered FROM stats_d
  UNION ALL SELECT 'complaint_rate', segment, d, complained, delivered FROM stats_d
  UNION ALL SELECT 'bounce_rate', segment, d, bounced, sent FROM stats_d)
SELECT kpi, 30 AS win, segment, d, sum(a) AS num, sum(b) AS den FROM r WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY ALL;
