-- Customers: new, active, kept, their value, dormant. Source: kpis.md section 4 "Retention and value", "Engagement".
-- Customer KPIs put a customer with everything they bought or did into the customer's own value (seg_customer).

INSERT INTO part BY NAME
SELECT 'active_customers' AS kpi, 0 AS win, segment, d, count(*) AS value
FROM active_d a JOIN seg_customer g ON g.fk = a.customer WHERE n = 0 GROUP BY ALL;

INSERT INTO part BY NAME
SELECT w.kpi, w.n AS win, segment, d, count(*) AS value
FROM customer_d c
JOIN (VALUES ('new_customers', 1), ('new_customers', 30), ('_new_customers', 90), ('_new_customers', 365)) w(kpi, n)
  ON c.first_sale.day > c.d - w.n AND c.first_sale.day <= c.d
JOIN seg_customer g ON g.fk = c.customer GROUP BY ALL;

-- Of those active at D-n, who still is at D; the deleted are in neither.
INSERT INTO part BY NAME
WITH cohort AS (
  SELECT a.d, a.n, a.customer, b.customer IS NOT NULL AS kept
  FROM active_d a LEFT JOIN active_d b ON b.d = a.d AND b.customer = a.customer AND b.n = 0
  WHERE a.n IN (30, 365)),
  s AS (
    SELECT n AS win, segment, d, count(*) AS den, count(*) FILTER (kept) AS kept
    FROM cohort c JOIN seg_customer g ON g.fk = c.customer GROUP BY ALL)
SELECT 'retention_rate' AS kpi, win, segment, d, kept AS num, den FROM s
UNION ALL BY NAME SELECT 'churn_rate' AS kpi, win, segment, d, den - kept AS num, den FROM s;

-- Revenue of each customer in W(n) and in the n days before; unknown amounts add 0.
CREATE OR REPLACE TEMP TABLE customer_revenue_d AS
SELECT d, w.n, customer, coalesce(sum(amount) FILTER (age < n), 0) AS later, coalesce(sum(amount) FILTER (age >= n), 0) AS earlier
FROM sale_d JOIN (VALUES (90), (365)) w(n) ON age < 2 * n WHERE customer IS NOT NULL GROUP BY ALL;

INSERT INTO part BY NAME
WITH s AS (
  SELECT n AS win, segment, d, sum(later) AS net, sum(least(later, earlier)) AS gross, sum(earlier) AS den, count(*) AS sample
  FROM customer_revenue_d c JOIN seg_customer g ON g.fk = c.customer WHERE earlier > 0 GROUP BY ALL)
SELECT 'net_revenue_retention' AS kpi, win, segment, d, net AS num, den, sample FROM s
UNION ALL BY NAME SELECT 'gross_revenue_retention' AS kpi, win, segment, d, gross AS num, den, sample FROM s;

-- Of customers with a sale before W(n), those with a sale in it.
INSERT INTO part BY NAME
WITH c AS (
  SELECT d, w.n, customer, bool_or(age < n) AS back FROM sale_d CROSS JOIN (VALUES (30), (365)) w(n)
  WHERE customer IS NOT NULL GROUP BY ALL HAVING bool_or(age >= n))
SELECT 'returning_customer_rate' AS kpi, n AS win, segment, d, count(*) AS den, count(*) FILTER (back) AS num
FROM c JOIN seg_customer g ON g.fk = c.customer GROUP BY ALL;

-- Buyers of W(365): sales and revenue of each. _clv is revenue and buyers; the lifespan comes in finish_ratios.sql.
CREATE OR REPLACE TEMP TABLE buyer_d AS
SELECT d, customer, count(*) AS sales, coalesce(sum(amount), 0) AS revenue
FROM sale_d WHERE customer IS NOT NULL AND age < 365 GROUP BY ALL;

INSERT INTO part BY NAME
WITH s AS (
  SELECT segment, d, sum(revenue) AS revenue, sum(sales) AS sales, count(*) FILTER (sales >= 2) AS repeated, count(*) AS buyers
  FROM buyer_d b JOIN seg_customer g ON g.fk = b.customer GROUP BY ALL)
SELECT '_clv' AS kpi, 365 AS win, segment, d, revenue AS num, buyers AS den FROM s
UNION ALL BY NAME SELECT 'purchase_frequency' AS kpi, 365 AS win, segment, d, sales AS num, buyers AS den FROM s
UNION ALL BY NAME SELECT 'repeat_purchase_rate' AS kpi, 365 AS win, segment, d, repeated AS num, buyers AS den FROM s;

INSERT INTO part BY NAME
WITH c AS (SELECT d, customer, coalesce(sum(amount), 0) AS revenue FROM sale_d WHERE customer IS NOT NULL GROUP BY ALL)
SELECT 'clv_historic' AS kpi, 0 AS win, segment, d, sum(revenue) AS num, count(*) AS den
FROM c JOIN seg_customer g ON g.fk = c.customer GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'items_per_order' AS kpi, 30 AS win, segment, d, sum(items) AS num, count(*) AS den
FROM sale_d JOIN seg_sale USING (fk) WHERE kind = 'order' AND items IS NOT NULL AND age < 30 GROUP BY ALL;

-- What a customer did last: a sale, or an interaction that is inbound, outbound or of type visit, social, app.
CREATE OR REPLACE TEMP TABLE customer_interaction_d AS
SELECT d.d, CAST(d.d - i.moment.day AS INTEGER) AS age, i.customer,
  coalesce(i.direction = 'inbound', false) OR coalesce(i.type IN ('visit', 'social', 'app'), false) AS engaged
FROM interaction i JOIN day d ON i.moment.day <= d.d AND i.f <= d.d AND i.t > d.d WHERE i.counts AND i.customer IS NOT NULL;

CREATE OR REPLACE TEMP TABLE last_seen_d AS
SELECT d, customer, min(age) AS age FROM (
  SELECT d, customer, age FROM sale_d WHERE customer IS NOT NULL
  UNION ALL SELECT d, customer, age FROM customer_interaction_d) GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'days_since_last_interaction' AS kpi, 0 AS win, segment, a.d, quantile_cont(CAST(l.age AS DOUBLE), 0.5) AS value, count(*) AS sample
FROM active_d a JOIN last_seen_d l ON l.d = a.d AND l.customer = a.customer JOIN seg_customer g ON g.fk = a.customer
WHERE a.n = 0 GROUP BY ALL;

-- Dormant: has bought, not churned, nothing in W(N).
INSERT INTO part BY NAME
WITH s AS (
  SELECT segment, c.d, count(*) AS den, count(*) FILTER (l.age >= getvariable('dormantDays')) AS num
  FROM customer_d c JOIN last_seen_d l ON l.d = c.d AND l.customer = c.customer JOIN seg_customer g ON g.fk = c.customer
  WHERE c.first_sale.day <= c.d AND (c.churned IS NULL OR c.churned > c.d) GROUP BY ALL)
SELECT 'dormant_customers' AS kpi, 0 AS win, segment, d, num AS value, NULL AS num, NULL AS den FROM s
UNION ALL BY NAME SELECT 'dormant_rate' AS kpi, 0 AS win, segment, d, NULL AS value, num, den FROM s;

-- Engagement of customers active at D.
INSERT INTO part BY NAME
WITH e AS (
  SELECT a.d, a.customer, count(i.customer) AS interactions
  FROM active_d a LEFT JOIN customer_interaction_d i ON i.d = a.d AND i.customer = a.customer AND i.engaged AND i.age < 30
  WHERE a.n = 0 GROUP BY ALL),
  s AS (
    SELECT segment, d, sum(interactions) AS interactions, count(*) FILTER (interactions > 0) AS engaged, count(*) AS den
    FROM e JOIN seg_customer g ON g.fk = e.customer GROUP BY ALL)
SELECT 'engagement_per_customer' AS kpi, 30 AS win, segment, d, interactions AS num, den FROM s
UNION ALL BY NAME SELECT 'engaged_customers_rate' AS kpi, 30 AS win, segment, d, engaged AS num, den FROM s;
