-- Sales: revenue, leads, traffic, deals, up- and cross-selling. Source: kpis.md section 4 "Sales".
-- part: value (counts, sums, medians) or num and den (quotients); sample where it is not the count or the denominator.

CREATE OR REPLACE TEMP TABLE sale_segment_d AS
SELECT s.*, g.segment, g.share FROM sale_d s JOIN seg_sale g ON g.fk = s.fk WHERE s.age < 730;

INSERT INTO part BY NAME
SELECT 'revenue' AS kpi, w.n AS win, segment, d, sum(coalesce(amount, 0) * share) AS value, count(amount) AS sample
FROM sale_segment_d JOIN (VALUES (1), (30), (90)) w(n) ON age < w.n GROUP BY ALL;

INSERT INTO part BY NAME
SELECT CASE WHEN is_new THEN 'revenue_new' ELSE 'revenue_existing' END AS kpi, 30 AS win, segment, d,
  sum(coalesce(amount, 0) * share) AS value, count(amount) AS sample
FROM sale_segment_d WHERE age < 30 GROUP BY ALL;

-- Growth: the sample is the number of sales in the earlier period, known amount or not.
INSERT INTO part BY NAME
WITH m AS (
  SELECT 'revenue_growth' AS kpi, w.n, s.* FROM sale_segment_d s JOIN (VALUES (30), (365)) w(n) ON s.age < 2 * w.n
  UNION ALL SELECT 'revenue_growth_existing', 30, s.* FROM sale_segment_d s WHERE s.age < 60 AND NOT s.is_new),
  s AS (
    SELECT kpi, n AS win, segment, d, coalesce(sum(amount * share) FILTER (age < n), 0) AS later,
      coalesce(sum(amount * share) FILTER (age >= n), 0) AS earlier, count(*) FILTER (age >= n) AS sample
    FROM m GROUP BY ALL)
SELECT kpi, win, segment, d, later - earlier AS num, earlier AS den, sample FROM s;

INSERT INTO part BY NAME
SELECT 'average_order_value' AS kpi, 30 AS win, segment, d, sum(amount * share) AS num, count(*) AS den
FROM sale_segment_d WHERE age < 30 AND amount IS NOT NULL GROUP BY ALL;

-- Leads. A lead is cut into stretches of D (customer, bucket), of which D falls into one.
CREATE OR REPLACE TEMP TABLE lead_d AS
SELECT d.d, CAST(d.d - l.created.day AS INTEGER) AS age, l.* EXCLUDE (f, t)
FROM lead l JOIN day d ON l.created.day <= d.d AND l.f <= d.d AND l.t > d.d;

INSERT INTO part BY NAME
SELECT 'new_leads' AS kpi, w.n AS win, segment, d, count(*) AS value
FROM lead_d JOIN (VALUES (1), (30)) w(n) ON age < w.n JOIN seg_lead USING (fk) GROUP BY ALL;

-- The cohort: leads created in the 90 days ending D-m.
CREATE OR REPLACE TEMP TABLE lead_cohort_d AS
SELECT * FROM lead_d WHERE age >= getvariable('m') AND age < getvariable('m') + 90;

INSERT INTO part BY NAME
SELECT 'lead_conversion_rate' AS kpi, 90 AS win, segment, d, count(*) AS den,
  count(*) FILTER (converted.day <= d AND seconds_between(created, converted) <= getvariable('m') * 86400) AS num
FROM lead_cohort_d JOIN seg_lead USING (fk) GROUP BY ALL;

-- The customers a lead speaks of: its own, and those of undeleted deals naming it, once these are there.
CREATE OR REPLACE TEMP TABLE lead_customer_d AS
SELECT d, fk, created, customer FROM lead_cohort_d WHERE customer IS NOT NULL
UNION
SELECT l.d, l.fk, l.created, e.customer FROM lead_cohort_d l JOIN deal e ON e.lead_id = l.id AND e.created.day <= l.d AND e.t > l.d
WHERE e.customer IS NOT NULL;

CREATE OR REPLACE TEMP TABLE lead_bought_d AS
SELECT DISTINCT l.d, l.fk
FROM lead_customer_d l JOIN first_sale p ON p.customer = l.customer AND p.f <= l.d AND p.t > l.d
WHERE p.moment.day <= l.d
  AND CASE WHEN l.created.timed AND p.moment.timed
    THEN seconds_between(l.created, p.moment) BETWEEN 0 AND getvariable('m') * 86400
    ELSE p.moment.day - l.created.day BETWEEN 0 AND getvariable('m') END;

INSERT INTO part BY NAME
SELECT 'lead_to_customer_rate' AS kpi, 90 AS win, segment, l.d, count(*) AS den, count(b.fk) AS num
FROM lead_cohort_d l JOIN seg_lead USING (fk) LEFT JOIN lead_bought_d b ON b.d = l.d AND b.fk = l.fk GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'first_touch_hours' AS kpi, 30 AS win, segment, d, quantile_cont(seconds_between(created, touched) / 3600, 0.5) AS value, count(*) AS sample
FROM lead_d JOIN seg_lead USING (fk) WHERE age < 30 AND touched.day <= d GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'visitor_conversion_rate' AS kpi, 30 AS win, segment, d.d, sum(conversions) AS num, sum(visitors) AS den
FROM traffic t JOIN day d ON t.day > d.d - 30 AND t.day <= d.d JOIN seg_traffic USING (fk)
WHERE conversions IS NOT NULL AND visitors IS NOT NULL GROUP BY ALL;

-- Deals.
CREATE OR REPLACE TEMP TABLE deal_d AS
SELECT d.d, CAST(d.d - e.closed.day AS INTEGER) AS age, e.* EXCLUDE (f, t)
FROM deal e JOIN day d ON e.created.day <= d.d AND e.t > d.d;

CREATE OR REPLACE TEMP TABLE closed_d AS
SELECT * FROM deal_d JOIN seg_deal USING (fk) WHERE status IN ('won', 'lost') AND age >= 0 AND age < 90;

INSERT INTO part BY NAME
SELECT 'deals_' || status AS kpi, 30 AS win, segment, d, count(*) AS value FROM closed_d WHERE age < 30 GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'win_rate' AS kpi, 90 AS win, segment, d, count(*) FILTER (status = 'won') AS num, count(*) AS den FROM closed_d GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'win_rate_value' AS kpi, 90 AS win, segment, d, coalesce(sum(amount) FILTER (status = 'won'), 0) AS num, sum(amount) AS den, count(*) AS sample
FROM closed_d WHERE amount IS NOT NULL GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'average_deal_size' AS kpi, 90 AS win, segment, d, sum(amount) AS num, count(*) AS den
FROM closed_d WHERE status = 'won' AND amount IS NOT NULL GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'sales_cycle_days' AS kpi, 90 AS win, segment, d, quantile_cont(seconds_between(created, closed) / 86400, 0.5) AS value, count(*) AS sample
FROM closed_d WHERE status = 'won' GROUP BY ALL;

-- Open at D: not won or lost, or closed after D; amounts at D's rate.
INSERT INTO part BY NAME
WITH o AS (
  SELECT e.d, g.segment, e.own_amount * x.rate AS amount
  FROM deal_d e JOIN seg_deal g USING (fk) LEFT JOIN fx x ON x.currency = e.currency AND x.f <= e.d AND x.t > e.d
  WHERE e.status NOT IN ('won', 'lost') OR e.closed.day > e.d)
SELECT 'pipeline_value' AS kpi, 0 AS win, segment, d, coalesce(sum(amount), 0) AS value, count(amount) AS sample FROM o GROUP BY ALL
UNION ALL BY NAME
SELECT '_open_deals' AS kpi, 0 AS win, segment, d, count(*) AS value FROM o GROUP BY ALL
UNION ALL BY NAME
SELECT '_won_deals' AS kpi, 90 AS win, segment, d, count(*) AS value FROM closed_d WHERE status = 'won' GROUP BY ALL;

-- Renewal deals against the customer's previous won deal: latest close strictly before, equal instants the greatest id.
INSERT INTO part BY NAME
WITH renewal AS (SELECT DISTINCT d, fk, customer, closed, exact_amount FROM closed_d WHERE status = 'won' AND type = 'renewal'),
  previous AS (
    SELECT r.d, r.fk, arg_max(struct_pack(amount := p.exact_amount), struct_pack(ts := p.closed.ts, id := p.id)).amount AS amount
    FROM renewal r JOIN deal_d p ON p.d = r.d AND p.customer = r.customer AND p.status = 'won' AND p.closed.ts < r.closed.ts
    GROUP BY r.d, r.fk)
SELECT 'renewal_expansion_rate' AS kpi, 90 AS win, g.segment, r.d, count(*) AS den, count(*) FILTER (r.exact_amount > p.amount) AS num
FROM renewal r JOIN seg_deal g USING (fk) LEFT JOIN previous p ON p.d = r.d AND p.fk = r.fk GROUP BY ALL;

-- Up- and cross-selling of customers active at D-90: what they bought in W(90) against what they bought before.
CREATE OR REPLACE TEMP TABLE active_90 AS SELECT d, customer FROM active_d WHERE n = 90;

CREATE OR REPLACE TEMP TABLE bought_product_d AS
SELECT s.d, s.customer, s.age < 90 AS recent, s.ts, p.product, p.line, p.tier_rank
FROM sale_d s JOIN active_90 USING (d, customer) JOIN sale_part p ON p.fk = s.fk;

CREATE OR REPLACE TEMP TABLE upsold_d AS
SELECT d, customer FROM sale_d WHERE age < 90 AND type = 'upsell'
UNION
SELECT d, customer FROM bought_product_d GROUP BY d, customer
HAVING max(tier_rank) FILTER (recent) > max(tier_rank) FILTER (NOT recent);

CREATE OR REPLACE TEMP TABLE cross_sold_d AS
SELECT d, customer FROM sale_d WHERE age < 90 AND type = 'cross-sell'
UNION
SELECT n.d, n.customer FROM bought_product_d n
WHERE n.recent AND n.line IS NOT NULL
  AND (n.d, n.customer) IN (SELECT (d, customer) FROM bought_product_d WHERE NOT recent AND line IS NOT NULL)
  AND (n.d, n.customer, n.line) NOT IN (SELECT (d, customer, line) FROM bought_product_d WHERE NOT recent AND line IS NOT NULL);

-- The last product before and in W(90): equal instants, the highest rank.
CREATE OR REPLACE TEMP TABLE last_rank_d AS
WITH last AS (
  SELECT d, customer, recent, max(ts) AS ts FROM bought_product_d WHERE product IS NOT NULL GROUP BY ALL),
  rank AS (
    SELECT d, customer, recent, max(b.tier_rank) AS tier_rank
    FROM last JOIN bought_product_d b USING (d, customer, recent, ts) WHERE b.product IS NOT NULL GROUP BY ALL)
SELECT d, customer, max(tier_rank) FILTER (NOT recent) AS before, max(tier_rank) FILTER (recent) AS recent FROM rank GROUP BY d, customer;

INSERT INTO part BY NAME
SELECT 'upsell_rate' AS kpi, 90 AS win, segment, a.d, count(*) AS den, count(u.customer) AS num
FROM active_90 a JOIN seg_customer g ON g.fk = a.customer LEFT JOIN upsold_d u ON u.d = a.d AND u.customer = a.customer GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'cross_sell_rate' AS kpi, 90 AS win, segment, a.d, count(*) AS den, count(u.customer) AS num
FROM active_90 a JOIN seg_customer g ON g.fk = a.customer LEFT JOIN cross_sold_d u ON u.d = a.d AND u.customer = a.customer GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'upgrade_rate' AS kpi, 90 AS win, segment, d, count(*) AS den, count(*) FILTER (recent > before) AS num
FROM last_rank_d r JOIN seg_customer g ON g.fk = r.customer WHERE before IS NOT NULL GROUP BY ALL;
