-- What several families read for the days of this batch (table day). Source: kpis.md sections 1 and 2.

CREATE OR REPLACE TEMP TABLE delivered AS
SELECT DISTINCT s.entity, d.d FROM delivered_span s JOIN day d ON s.f <= d.d AND s.t > d.d;

-- Sales up to D as seen on D; age 0 is D itself.
CREATE OR REPLACE TEMP TABLE sale_d AS
SELECT d.d, CAST(d.d - s.moment.day AS INTEGER) AS age, s.fk, s.customer, s.amount, s.is_new, s.items, s.kind, s.type, s.moment.ts AS ts, s.campaign_id
FROM sale s JOIN day d ON s.moment.day <= d.d AND s.f <= d.d AND s.t > d.d;

-- Customers on D as seen on D, whenever they start.
CREATE OR REPLACE TEMP TABLE customer_d AS
SELECT d.d, c.customer, c.start, c.churned, c.first_sale FROM customer_seen c JOIN day d ON c.f <= d.d AND c.t > d.d;

-- Active at D-n as seen on D: a customer then, not churned then, and (activity) with a sale in the A days ending D-n.
CREATE OR REPLACE TEMP TABLE bought_d AS
SELECT DISTINCT s.d, w.n, s.customer
FROM sale_d s JOIN (VALUES (0), (30), (90), (365)) w(n) ON s.age >= w.n AND s.age < w.n + getvariable('activityDays')
WHERE s.customer IS NOT NULL;

CREATE OR REPLACE TEMP TABLE active_d AS
SELECT c.d, w.n, c.customer
FROM customer_d c CROSS JOIN (VALUES (0), (30), (90), (365)) w(n)
WHERE c.start <= c.d - w.n AND (c.churned IS NULL OR c.churned > c.d - w.n)
  AND (getvariable('basis') = 'status' OR (c.d, w.n, c.customer) IN (SELECT (d, n, customer) FROM bought_d));
