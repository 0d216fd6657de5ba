-- The dimension values of every carrier's facts. A placeholder in double braces becomes one column for each requested dimension that the carrier
-- has: own column, else custom column, else the columns along 'through', else (none). Source: kpis.md section 3.
-- Aliases: c = customer (last known values), r.. = the fact's raw row (own and custom columns), p = product part of a sale.

CREATE TABLE dims_customer AS
SELECT i.id AS fk, 1.0 AS share {{customer}}
FROM (SELECT id FROM customer_record UNION SELECT customer FROM sale WHERE customer IS NOT NULL) i
LEFT JOIN customer_record c ON c.id = i.id
LEFT JOIN raw_customers rc ON rc.rn = c.rn;

CREATE TABLE dims_sale AS
SELECT s.fk, p.share {{sale}}
FROM sale s
JOIN sale_part p ON p.fk = s.fk
LEFT JOIN raw_orders ro ON s.kind = 'order' AND ro.rn = s.rn
LEFT JOIN raw_deals rd ON s.kind = 'deal' AND rd.rn = s.rn
LEFT JOIN customer_record c ON c.id = s.customer;

CREATE TABLE dims_deal AS
SELECT d.fk, 1.0 AS share {{deal}}
FROM deal d
LEFT JOIN raw_deals rd ON rd.rn = d.rn
LEFT JOIN product_text x ON x.text = rd.product
LEFT JOIN customer_record c ON c.id = d.customer;

CREATE TABLE dims_lead AS
SELECT l.fk, 1.0 AS share {{lead}}
FROM lead l
LEFT JOIN raw_leads rl ON rl.rn = l.rn
LEFT JOIN customer_record c ON c.id = l.customer;

CREATE TABLE dims_traffic AS
SELECT t.fk, 1.0 AS share {{traffic}}
FROM traffic t
LEFT JOIN raw_traffic rt ON rt.rn = t.rn;

CREATE TABLE dims_interaction AS
SELECT i.fk, 1.0 AS share {{interaction}}
FROM interaction i
LEFT JOIN raw_interactions ri ON ri.rn = i.rn
LEFT JOIN customer_record c ON c.id = i.own_customer
LEFT JOIN raw_leads rl ON rl.rn = i.lead_rn
LEFT JOIN customer_record lc ON lc.id = i.lead_customer;

CREATE TABLE dims_ticket AS
SELECT k.fk, 1.0 AS share {{ticket}}
FROM ticket k
LEFT JOIN raw_tickets rk ON rk.rn = k.rn
LEFT JOIN customer_record c ON c.id = k.customer;

CREATE TABLE dims_survey AS
SELECT s.fk, 1.0 AS share {{survey}}
FROM survey s
LEFT JOIN raw_surveys rs ON rs.rn = s.rn
LEFT JOIN raw_tickets rk ON rk.rn = s.ticket_rn
LEFT JOIN customer_record c ON c.id = s.customer;

CREATE TABLE dims_campaign_stats AS
SELECT s.fk, 1.0 AS share {{campaign_stats}}
FROM campaign_stats s
LEFT JOIN raw_campaign_stats rs ON rs.rn = s.rn
LEFT JOIN campaign_record a ON a.id = s.campaign_id;

-- The spend ledger: spend records and the cost of campaigns without one.
CREATE TABLE dims_spend AS
SELECT s.fk, 1.0 AS share {{spend}}
FROM spend s
LEFT JOIN raw_spend rs ON s.origin = 'spend' AND rs.rn = s.rn
LEFT JOIN campaign_record a ON a.id = s.campaign_id;

-- From which D a record is there: its first day, or the first D on which it is seen; and until when (deletion).
CREATE TABLE presence AS
SELECT 'sale' AS carrier, CAST(fk AS VARCHAR) AS fk, greatest(moment.day, f) AS f, t FROM sale
UNION ALL SELECT 'deal', CAST(fk AS VARCHAR), created.day, t FROM deal
UNION ALL SELECT 'lead', CAST(fk AS VARCHAR), greatest(created.day, f), t FROM lead
UNION ALL SELECT 'traffic', CAST(fk AS VARCHAR), day, t FROM traffic
UNION ALL SELECT 'ticket', CAST(fk AS VARCHAR), greatest(created.day, f), t FROM ticket
UNION ALL SELECT 'survey', CAST(fk AS VARCHAR), greatest(moment.day, f), t FROM survey
UNION ALL SELECT 'campaign_stats', CAST(fk AS VARCHAR), day, never() FROM campaign_stats
UNION ALL SELECT 'spend', CAST(fk AS VARCHAR), first, never() FROM spend
UNION ALL SELECT 'interaction', CAST(fk AS VARCHAR), greatest(moment.day, f), t FROM interaction
UNION ALL
SELECT 'customer', s.customer, greatest(s.f, least(coalesce(c.created.day, never()), coalesce(s.first_sale.day, never()))), s.t
FROM customer_seen s LEFT JOIN customer_record c ON c.id = s.customer
WHERE greatest(s.f, least(coalesce(c.created.day, never()), coalesce(s.first_sale.day, never()))) < s.t;

-- Stretches of D in which some record of an entity is there: is it delivered?
CREATE TABLE delivered_span AS SELECT carrier AS entity, min(f) AS f, t FROM presence GROUP BY carrier, t;

-- Facts of a deleted customer keep their customer's values, so their first sale also brings a value into being.
CREATE TABLE value_from AS
SELECT carrier, fk, min(f) AS f FROM (
  SELECT carrier, fk, f FROM presence
  UNION ALL SELECT 'customer', customer, greatest(moment.day, f) FROM sale WHERE customer IS NOT NULL)
GROUP BY carrier, fk;
