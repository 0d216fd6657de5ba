-- The accepted records of every entity, typed. Source: kpis.md section 2 (versions, rejected rows, instants, vocabulary).
-- raw_<entity> holds the trimmed text of the files (empty = NULL), a running number rn, and every canonical column.
-- gone: the local day of deleted_at; the record is left out for every D on or after it.

CREATE TABLE customer_record AS
WITH t AS (
  SELECT *, instant(created_at) AS created, instant(modified_at) AS modified, instant(deleted_at) AS deleted,
    coalesce(instant(churned_at), CASE WHEN word(status) = 'churned' THEN instant(modified_at) END) AS churned
  FROM raw_customers)
SELECT rn, id, lower(email) AS email, word(type) AS type, word(status) AS status, created, churned, modified,
  region, industry, tier, channel, owner, churn_reason, nullif(merged_into, id) AS merged_into,
  -- a merged record without deleted_at stops on the day of modified_at; with neither it never was a customer
  coalesce(deleted.day, CASE WHEN nullif(merged_into, id) IS NOT NULL THEN coalesce(modified.day, always()) END, never()) AS gone
FROM t
WHERE NOT (bad_at(created_at) OR bad_at(modified_at) OR bad_at(deleted_at) OR bad_at(churned_at)
  OR coalesce(earlier(churned, created), false)
  OR coalesce(word(status) = 'churned', false) AND churned IS NULL)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

CREATE TABLE contact_record AS
WITH t AS (SELECT *, instant(modified_at) AS modified, instant(deleted_at) AS deleted FROM raw_contacts)
SELECT rn, id, customer_id, lower(email) AS email, coalesce(deleted.day, never()) AS gone
FROM t
WHERE NOT (bad_at(created_at) OR bad_at(modified_at) OR bad_at(deleted_at))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

CREATE TABLE lead_record AS
WITH t AS (
  SELECT *, instant(created_at) AS created, instant(converted_at) AS converted, instant(modified_at) AS modified, instant(deleted_at) AS deleted FROM raw_leads)
SELECT rn, id, customer_id, contact_id, lower(email) AS email, created, converted, source, campaign_id, region, owner,
  coalesce(deleted.day, never()) AS gone
FROM t
WHERE created IS NOT NULL
  AND NOT (bad_at(converted_at) OR bad_at(modified_at) OR bad_at(deleted_at) OR coalesce(earlier(converted, created), false))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

CREATE TABLE deal_record AS
WITH t AS (
  SELECT *, instant(created_at) AS created, instant(modified_at) AS modified, instant(deleted_at) AS deleted,
    word(status) IN ('won', 'lost') AS decided,
    CASE WHEN word(status) IN ('won', 'lost') THEN coalesce(instant(closed_at), instant(modified_at)) END AS closed
  FROM raw_deals)
SELECT rn, id, customer_id, lead_id, created, closed, coalesce(word(status), 'open') AS status, word(type) AS type_word, type AS deal_type,
  lost_reason, num(amount) AS amount, upper(currency) AS currency, product, owner, campaign_id, coalesce(deleted.day, never()) AS gone
FROM t
WHERE created IS NOT NULL
  AND NOT (bad_at(closed_at) OR bad_at(modified_at) OR bad_at(deleted_at) OR bad_num(amount)
    OR coalesce(num(amount) < 0, false)
    OR coalesce(decided, false) AND (closed IS NULL OR earlier(closed, created)))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

-- The later row of one (order_id, line) wins. live: neither cancelled nor refunded.
CREATE TABLE order_line_record AS
SELECT rn, order_id, line, customer_id, instant(ordered_at) AS ordered, product, num(quantity) AS quantity,
  num(quantity) * num(unit_price) AS amount, upper(currency) AS currency,
  coalesce(word(status) NOT IN ('cancelled', 'refunded'), true) AS live
FROM raw_order_lines
WHERE order_id IS NOT NULL AND NOT (bad_at(ordered_at) OR bad_num(quantity) OR bad_num(unit_price))
QUALIFY row_number() OVER (PARTITION BY order_id, line ORDER BY rn DESC) = 1;

CREATE TABLE own_order AS
WITH t AS (SELECT *, instant(ordered_at) AS ordered, instant(modified_at) AS modified, instant(deleted_at) AS deleted FROM raw_orders)
SELECT rn, id, customer_id, contact_id, lower(email) AS email, deal_id, ordered, coalesce(word(status), 'paid') AS status, word(type) AS type_word,
  num(amount) AS amount, upper(currency) AS currency, num(items) AS items, product, channel, campaign_id, coalesce(deleted.day, never()) AS gone
FROM t
WHERE ordered IS NOT NULL
  AND NOT (bad_at(modified_at) OR bad_at(deleted_at) OR bad_num(amount) OR bad_num(items) OR coalesce(num(amount) < 0, false))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

-- Orders known only by their lines: read from the live lines; without one the order is cancelled and nothing is seen of it.
CREATE TABLE line_order AS
SELECT order_id AS id,
  arg_min(struct_pack(customer_id := customer_id, currency := currency), struct_pack(n := coalesce(num(line), 1e300), t := coalesce(line, ''))) AS lowest,
  arg_min(ordered, ordered.ts) AS ordered, sum(amount) AS amount, sum(quantity) AS items
FROM order_line_record
WHERE live AND order_id NOT IN (SELECT id FROM own_order)
GROUP BY order_id
HAVING arg_min(ordered, ordered.ts) IS NOT NULL AND coalesce(sum(amount), 0) >= 0;

-- Both kinds of orders, items completed from the live lines.
CREATE TABLE order_record AS
SELECT o.* REPLACE (coalesce(o.items, l.items) AS items)
FROM own_order o LEFT JOIN (SELECT order_id, sum(quantity) AS items FROM order_line_record WHERE live GROUP BY order_id) l ON l.order_id = o.id
UNION ALL BY NAME
SELECT id, lowest.customer_id AS customer_id, ordered, 'paid' AS status, amount, lowest.currency AS currency, items, never() AS gone FROM line_order;

-- What an order's amount is made of: its own product, else its live lines' products in proportion to quantity x unit_price
-- (equal parts a line where that is 0 in all), else one part without product.
CREATE TABLE order_part AS
SELECT id AS order_id, product, 1.0 AS share FROM order_record WHERE product IS NOT NULL
UNION ALL
SELECT o.id, l.product,
  CASE WHEN any_value(w.total) = 0 THEN count(*) / any_value(w.lines) ELSE coalesce(sum(l.amount), 0) / any_value(w.total) END
FROM order_record o
JOIN order_line_record l ON l.order_id = o.id AND l.live
JOIN (SELECT order_id, coalesce(sum(amount), 0) AS total, count(*) AS lines FROM order_line_record WHERE live GROUP BY order_id) w ON w.order_id = o.id
WHERE o.product IS NULL
GROUP BY o.id, l.product
UNION ALL
SELECT id, NULL, 1.0 FROM order_record
WHERE product IS NULL AND id NOT IN (SELECT order_id FROM order_line_record WHERE live);

-- resolved_at of an open or pending ticket is ignored; an empty status follows resolved_at.
CREATE TABLE ticket_record AS
WITH t AS (
  SELECT *, instant(created_at) AS created, instant(first_response_at) AS responded, instant(modified_at) AS modified, instant(deleted_at) AS deleted,
    CASE WHEN word(status) IN ('open', 'pending') THEN NULL
      WHEN word(status) IN ('resolved', 'closed') THEN coalesce(instant(resolved_at), instant(modified_at))
      ELSE instant(resolved_at) END AS resolved
  FROM raw_tickets)
SELECT rn, id, customer_id, contact_id, lower(email) AS email, created, responded, resolved, channel, priority, category, agent,
  num(handle_minutes) AS handle_minutes, num(replies) AS replies, bool(reopened) AS reopened, coalesce(deleted.day, never()) AS gone
FROM t
WHERE created IS NOT NULL
  AND NOT (bad_at(first_response_at) OR bad_at(resolved_at) OR bad_at(modified_at) OR bad_at(deleted_at) OR bad_num(handle_minutes) OR bad_num(replies)
    OR coalesce(earlier(responded, created), false) OR coalesce(earlier(resolved, created), false)
    OR coalesce(word(status) IN ('resolved', 'closed'), false) AND resolved IS NULL)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified.ts DESC NULLS LAST, rn DESC) = 1;

CREATE TABLE interaction_record AS
SELECT rn, id, customer_id, contact_id, lower(email) AS email, lead_id, instant("at") AS moment, word(type) AS type, word(direction) AS direction,
  word(outcome) AS outcome, campaign_id, owner,
  coalesce(word(direction) IN ('inbound', 'outbound'), false) OR coalesce(word(type) IN ('visit', 'social', 'app'), false) AS counts
FROM raw_interactions
WHERE instant("at") IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY id ORDER BY rn DESC) = 1;

CREATE TABLE survey_record AS
WITH t AS (
  SELECT *, word(kind) AS k, num(score) AS points, lower(score) AS text_score,
    coalesce(num(scale_max), CASE word(kind) WHEN 'csat' THEN 5 WHEN 'nps' THEN 10 WHEN 'ces' THEN 7 END) AS scale
  FROM raw_surveys)
SELECT rn, id, customer_id, contact_id, lower(email) AS email, ticket_id, instant("at") AS moment, k AS kind, points, text_score, scale
FROM t
WHERE instant("at") IS NOT NULL AND score IS NOT NULL AND NOT bad_num(scale_max)
  AND (coalesce(points >= 0 AND (scale IS NULL OR points <= scale), false)
    OR coalesce(k = 'csat' AND text_score IN ('good', 'bad'), false))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY rn DESC) = 1;

CREATE TABLE campaign_record AS
SELECT rn, id, channel, instant(started_at) AS started, instant(ended_at) AS ended, num(cost) AS cost, upper(currency) AS currency
FROM raw_campaigns
WHERE NOT (bad_at(started_at) OR bad_at(ended_at) OR bad_num(cost) OR coalesce(earlier(instant(ended_at), instant(started_at)), false))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY rn DESC) = 1;

-- Rows of one key are added up; an empty cell adds nothing, the sum is empty only if all are.
CREATE TABLE campaign_stats_record AS
SELECT max(rn) AS rn, campaign_id, instant(day).day AS day, sum(num(sent)) AS sent, sum(num(delivered)) AS delivered, sum(num(opened)) AS opened,
  sum(num(clicked)) AS clicked, sum(num(bounced)) AS bounced, sum(num(unsubscribed)) AS unsubscribed, sum(num(complained)) AS complained,
  sum(num(responses)) AS responses
FROM raw_campaign_stats
WHERE instant(day) IS NOT NULL AND NOT (bad_num(sent) OR bad_num(delivered) OR bad_num(opened) OR bad_num(clicked) OR bad_num(bounced)
  OR bad_num(unsubscribed) OR bad_num(complained) OR bad_num(responses))
GROUP BY campaign_id, instant(day).day;

CREATE TABLE spend_record AS
SELECT max(rn) AS rn, instant(day).day AS day, word(category) AS category, channel, campaign_id, upper(currency) AS currency,
  num(amortise_months) AS amortise_months, sum(num(amount)) AS amount
FROM raw_spend
WHERE instant(day) IS NOT NULL AND NOT (bad_num(amount) OR bad_num(amortise_months))
GROUP BY instant(day).day, word(category), channel, campaign_id, upper(currency), num(amortise_months)
HAVING coalesce(sum(num(amount)), 0) >= 0;

CREATE TABLE traffic_record AS
SELECT max(rn) AS rn, instant(day).day AS day, channel, action, sum(num(visitors)) AS visitors, sum(num(conversions)) AS conversions
FROM raw_traffic
WHERE instant(day) IS NOT NULL AND NOT (bad_num(visitors) OR bad_num(conversions))
GROUP BY instant(day).day, channel, action;

CREATE TABLE product_record AS
SELECT id, name, line, num(tier_rank) AS tier_rank
FROM raw_products
WHERE NOT (bad_num(tier_rank) OR bad_num(price))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY rn DESC) = 1;

-- A fact's product text, looked up by id, else by name (lowest id of several).
CREATE TABLE product_text AS
SELECT id AS text, line, tier_rank FROM product_record
UNION ALL
SELECT name, arg_min(struct_pack(l := line), id).l, arg_min(struct_pack(r := tier_rank), id).r FROM product_record
WHERE name IS NOT NULL AND name NOT IN (SELECT id FROM product_record)
GROUP BY name;

-- Reporting units for one unit of the currency from this day to the day before the next rate.
CREATE TABLE fx AS
WITH one AS (
  SELECT instant(day).day AS day, upper(currency) AS currency, num(rate) AS rate
  FROM raw_fx_rates
  WHERE instant(day) IS NOT NULL AND coalesce(num(rate) > 0, false)
  QUALIFY row_number() OVER (PARTITION BY instant(day).day, upper(currency) ORDER BY rn DESC) = 1)
SELECT currency, rate, day AS f, coalesce(lead(day) OVER (PARTITION BY currency ORDER BY day), never()) AS t FROM one
WHERE currency <> getvariable('reporting')
UNION ALL SELECT getvariable('reporting'), 1, always(), never();
