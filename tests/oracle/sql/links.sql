-- Which customer (and lead, ticket) a record belongs to, as an interval of D: seen from f (inclusive) to t (exclusive).
-- Source: kpis.md section 2 (identity; deleted, merged). Links change with D only where a contact, lead or ticket is deleted.

-- Facts of a merged customer belong to the survivor for every D. A ring of merges leaves its members as they are.
CREATE TABLE merged AS
WITH RECURSIVE chain AS (
  SELECT id, merged_into AS survivor, [id] AS seen FROM customer_record WHERE merged_into IS NOT NULL
  UNION ALL
  SELECT c.id, n.merged_into, list_append(c.seen, c.survivor)
  FROM chain c JOIN customer_record n ON n.id = c.survivor
  WHERE n.merged_into IS NOT NULL AND NOT list_contains(c.seen, n.merged_into))
SELECT id, arg_max(survivor, len(seen)) AS survivor FROM chain GROUP BY id;

CREATE MACRO overlap_f(a, b) AS greatest(a, b);
CREATE MACRO overlap_t(a, b) AS least(a, b);

-- Addresses: of customers (facts of a deleted customer stay, so for every D) and of contacts with an account (until deleted).
CREATE TABLE address AS
SELECT c.email, coalesce(m.survivor, c.id) AS customer, never() AS t
FROM customer_record c LEFT JOIN merged m ON m.id = c.id WHERE c.email IS NOT NULL
UNION
SELECT c.email, coalesce(m.survivor, c.customer_id), c.gone
FROM contact_record c LEFT JOIN merged m ON m.id = c.customer_id WHERE c.email IS NOT NULL AND c.customer_id IS NOT NULL;

-- An address of two customers links nothing.
CREATE TABLE email_link AS
WITH cut AS (SELECT email, always() AS f FROM address UNION SELECT email, t FROM address WHERE t < never()),
  piece AS (SELECT email, f, coalesce(lead(f) OVER (PARTITION BY email ORDER BY f), never()) AS t FROM cut)
SELECT p.email, any_value(a.customer) AS customer, p.f, p.t
FROM piece p JOIN address a ON a.email = p.email AND a.t > p.f
GROUP BY p.email, p.f, p.t HAVING count(DISTINCT a.customer) = 1;

-- Everything that can be linked. The candidates of a record are tried in order: explicit id, contact's account, e-mail.
CREATE TABLE linkable AS
SELECT 'order' AS entity, id, customer_id, contact_id, email FROM order_record
UNION ALL SELECT 'deal', id, customer_id, NULL, NULL FROM deal_record
UNION ALL SELECT 'lead', id, customer_id, contact_id, email FROM lead_record
UNION ALL SELECT 'ticket', id, customer_id, contact_id, email FROM ticket_record
UNION ALL SELECT 'survey', id, customer_id, contact_id, email FROM survey_record
UNION ALL SELECT 'interaction', id, customer_id, contact_id, email FROM interaction_record;

CREATE TABLE candidate AS
SELECT l.entity, l.id, 1 AS rank, coalesce(m.survivor, l.customer_id) AS customer, always() AS f, never() AS t
FROM linkable l LEFT JOIN merged m ON m.id = l.customer_id WHERE l.customer_id IS NOT NULL
UNION ALL
SELECT l.entity, l.id, 2, coalesce(m.survivor, c.customer_id), always(), c.gone
FROM linkable l JOIN contact_record c ON c.id = l.contact_id LEFT JOIN merged m ON m.id = c.customer_id
WHERE l.customer_id IS NULL AND c.customer_id IS NOT NULL
UNION ALL
SELECT l.entity, l.id, 3, e.customer, e.f, e.t FROM linkable l JOIN email_link e ON e.email = l.email WHERE l.customer_id IS NULL;

-- The best candidate for every stretch of D; stretches without one have no customer.
CREATE MACRO resolved(candidates) AS TABLE
WITH c AS (SELECT * FROM query_table(candidates)),
  cut AS (
    SELECT entity, id, always() AS f FROM linkable
    UNION SELECT entity, id, f FROM c
    UNION SELECT entity, id, t FROM c WHERE t < never()),
  piece AS (SELECT entity, id, f, coalesce(lead(f) OVER (PARTITION BY entity, id ORDER BY f), never()) AS t FROM cut)
SELECT p.entity, p.id, arg_min(c.customer, c.rank) AS customer, p.f, p.t
FROM piece p LEFT JOIN c ON c.entity = p.entity AND c.id = p.id AND c.f <= p.f AND c.t > p.f
GROUP BY p.entity, p.id, p.f, p.t;

CREATE TABLE own_link AS SELECT * FROM resolved('candidate');

-- Second chance: a survey's ticket, an interaction's lead, while that record is not deleted.
CREATE TABLE candidate_through AS
SELECT entity, id, rank, customer, f, t FROM candidate
UNION ALL
SELECT 'survey', s.id, 4, l.customer, l.f, least(l.t, k.gone)
FROM survey_record s JOIN ticket_record k ON k.id = s.ticket_id JOIN own_link l ON l.entity = 'ticket' AND l.id = k.id
WHERE s.customer_id IS NULL AND l.customer IS NOT NULL AND l.f < k.gone
UNION ALL
SELECT 'interaction', i.id, 4, l.customer, l.f, least(l.t, k.gone)
FROM interaction_record i JOIN lead_record k ON k.id = i.lead_id JOIN own_link l ON l.entity = 'lead' AND l.id = k.id
WHERE i.customer_id IS NULL AND l.customer IS NOT NULL AND l.f < k.gone;

CREATE TABLE link AS SELECT * FROM resolved('candidate_through');
