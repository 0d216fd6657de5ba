-- Sales, first sales and customers as seen on D (f <= D < t). Source: kpis.md section 2, "Sale", "New / existing", "Customer".

-- A won deal is a sale while no order names it: an order counts from its own day until it is deleted, whatever its status.
CREATE TABLE naming AS
SELECT deal_id, ordered.day AS f, gone AS t FROM own_order
WHERE deal_id IS NOT NULL AND ordered.day < gone AND getvariable('sales') = 'both';

CREATE TABLE unnamed AS
WITH won AS (SELECT id, gone FROM deal_record WHERE status = 'won'),
  cut AS (
    SELECT id, always() AS f FROM won
    UNION SELECT w.id, n.f FROM won w JOIN naming n ON n.deal_id = w.id
    UNION SELECT w.id, n.t FROM won w JOIN naming n ON n.deal_id = w.id WHERE n.t < never()),
  piece AS (SELECT id, f, coalesce(lead(f) OVER (PARTITION BY id ORDER BY f), never()) AS t FROM cut)
SELECT p.id, p.f, p.t FROM piece p
WHERE NOT EXISTS (FROM naming n WHERE n.deal_id = p.id AND n.f <= p.f AND n.t > p.f);

CREATE TABLE sale_seen AS
WITH s AS (
  SELECT 'order' AS kind, o.id, o.rn, l.customer, o.ordered AS moment, o.type_word AS type, o.amount, o.currency, o.items, o.campaign_id,
    l.f, least(l.t, o.gone) AS t
  FROM order_record o JOIN own_link l ON l.entity = 'order' AND l.id = o.id
  WHERE o.status = 'paid' AND getvariable('sales') <> 'deals'
  UNION ALL
  SELECT 'deal', d.id, d.rn, l.customer, d.closed, d.type_word, d.amount, d.currency, NULL, d.campaign_id, u.f, least(u.t, d.gone)
  FROM deal_record d JOIN own_link l ON l.entity = 'deal' AND l.id = d.id JOIN unnamed u ON u.id = d.id
  WHERE d.status = 'won' AND getvariable('sales') <> 'orders')
SELECT s.* EXCLUDE (amount, currency), s.amount * x.rate AS amount
FROM s LEFT JOIN fx x ON x.currency = coalesce(s.currency, getvariable('reporting')) AND x.f <= s.moment.day AND x.t > s.moment.day
WHERE s.f < s.t AND s.moment.day < s.t;

-- The first sale of each customer, for every stretch of D in which the set of their sales does not change.
CREATE TABLE first_sale AS
WITH s AS (SELECT * FROM sale_seen WHERE customer IS NOT NULL),
  cut AS (SELECT customer, f FROM s UNION SELECT customer, t FROM s WHERE t < never()),
  piece AS (SELECT customer, f, coalesce(lead(f) OVER (PARTITION BY customer ORDER BY f), never()) AS t FROM cut)
SELECT p.customer, p.f, p.t, arg_min(s.moment, struct_pack(ts := s.moment.ts, timed := s.moment.timed)) AS moment
FROM piece p JOIN s ON s.customer = p.customer AND s.f <= p.f AND s.t > p.f
GROUP BY p.customer, p.f, p.t;

-- The facts: one row for each sale and stretch of D, with new/existing decided.
CREATE TABLE sale AS
SELECT row_number() OVER () AS fk, s.* REPLACE (greatest(s.f, coalesce(p.f, s.f)) AS f, least(s.t, coalesce(p.t, s.t)) AS t),
  s.customer IS NULL OR p.moment.day >= s.moment.day AS is_new
FROM sale_seen s LEFT JOIN first_sale p ON p.customer = s.customer AND p.f < s.t AND p.t > s.f;

CREATE TABLE sale_part AS
SELECT s.fk, p.product, p.share, x.line, x.tier_rank
FROM (
  SELECT s.fk, p.product, p.share FROM sale s JOIN order_part p ON p.order_id = s.id WHERE s.kind = 'order'
  UNION ALL
  SELECT s.fk, d.product, 1.0 FROM sale s JOIN deal_record d ON d.id = s.id WHERE s.kind = 'deal') p
JOIN sale s ON s.fk = p.fk
LEFT JOIN product_text x ON x.text = p.product;

-- Every id in customers or on a sale, undeleted (f <= D < t), with its start. A prospect or partner starts with the first sale.
CREATE TABLE customer_seen AS
WITH id AS (
    SELECT id FROM customer_record UNION SELECT customer FROM sale_seen WHERE customer IS NOT NULL),
  stretch AS (
    SELECT customer AS id, f, t, moment FROM first_sale
    UNION ALL SELECT i.id, always(), coalesce(min(p.f), never()), NULL FROM id i LEFT JOIN first_sale p ON p.customer = i.id GROUP BY i.id
    -- holes and the end: stretches in which the customer has no sale
    UNION ALL SELECT customer, t, coalesce(lead(f) OVER (PARTITION BY customer ORDER BY f), never()), NULL FROM first_sale)
SELECT s.id AS customer, s.f, least(s.t, coalesce(c.gone, never())) AS t, s.moment AS first_sale, c.churned.day AS churned,
  CASE WHEN c.type IS NULL OR c.type = 'customer' THEN least(coalesce(c.created.day, never()), coalesce(s.moment.day, never()))
    ELSE coalesce(s.moment.day, never()) END AS start
FROM stretch s LEFT JOIN customer_record c ON c.id = s.id
WHERE s.f < least(s.t, coalesce(c.gone, never()));

-- activeBasis auto: status when any stored customer has churned_at or status churned (which implies a date), else activity.
SET VARIABLE basis = (SELECT CASE WHEN getvariable('activeBasis') <> 'auto' THEN getvariable('activeBasis')
  WHEN count(*) > 0 THEN 'status' ELSE 'activity' END FROM customer_record WHERE churned IS NOT NULL);

-- Leads, with their customer and the bucket of their first touch, as seen on D.
CREATE TABLE first_touch AS
SELECT l.id, arg_min(i.moment, struct_pack(ts := i.moment.ts, id := i.id)) AS moment
FROM lead_record l JOIN interaction_record i ON i.lead_id = l.id
WHERE i.direction = 'outbound' AND NOT earlier(i.moment, l.created)
GROUP BY l.id;

CREATE MACRO touch_bucket(seconds) AS CASE
  WHEN seconds < 300 THEN '0-5min' WHEN seconds < 3600 THEN '5-60min' WHEN seconds < 86400 THEN '1-24h' ELSE 'over-24h' END;

CREATE TABLE lead AS
WITH bucket AS (
  SELECT l.id, NULL AS bucket, always() AS f, coalesce(t.moment.day, never()) AS t FROM lead_record l LEFT JOIN first_touch t ON t.id = l.id
  UNION ALL
  SELECT l.id, touch_bucket(seconds_between(l.created, t.moment)), t.moment.day, never() FROM lead_record l JOIN first_touch t ON t.id = l.id)
SELECT row_number() OVER () AS fk, l.id, l.rn, k.customer, b.bucket, l.created, l.converted, t.moment AS touched, greatest(k.f, b.f) AS f,
  least(k.t, b.t, l.gone) AS t
FROM lead_record l
JOIN own_link k ON k.entity = 'lead' AND k.id = l.id
JOIN bucket b ON b.id = l.id
LEFT JOIN first_touch t ON t.id = l.id
WHERE greatest(k.f, b.f) < least(k.t, b.t, l.gone) AND l.created.day < least(k.t, b.t, l.gone);

-- Deals, with their reporting amount at the close day.
CREATE TABLE deal AS
SELECT row_number() OVER () AS fk, d.id, d.rn, k.customer, d.lead_id, d.created, d.closed, d.status, d.type_word AS type,
  d.amount AS own_amount, coalesce(d.currency, getvariable('reporting')) AS currency, d.amount * x.rate AS amount,
  TRY_CAST(d.amount AS DECIMAL(20, 6)) * TRY_CAST(x.rate AS DECIMAL(18, 10)) AS exact_amount, always() AS f, d.gone AS t
FROM deal_record d
JOIN own_link k ON k.entity = 'deal' AND k.id = d.id
LEFT JOIN fx x ON x.currency = coalesce(d.currency, getvariable('reporting')) AND x.f <= d.closed.day AND x.t > d.closed.day
WHERE d.created.day < d.gone;

CREATE TABLE traffic AS SELECT row_number() OVER () AS fk, rn, day, channel, action, visitors, conversions, always() AS f, never() AS t FROM traffic_record;
