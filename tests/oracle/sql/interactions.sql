-- Interactions with their customer, lead and person as seen on D (f <= D < t). Source: kpis.md section 2 "Interaction", section 3, section 4
-- "contact_response_rate" (person: the interaction's lead if any, else its customer).

-- The lead an interaction names, while that lead is not deleted, with the lead's customer.
CREATE TABLE named_lead AS
SELECT i.id, k.rn AS lead_rn, l.customer AS lead_customer, l.f, least(l.t, k.gone) AS t
FROM interaction_record i JOIN lead_record k ON k.id = i.lead_id JOIN own_link l ON l.entity = 'lead' AND l.id = k.id
WHERE l.f < k.gone
UNION ALL
SELECT i.id, NULL, NULL, k.gone, never() FROM interaction_record i JOIN lead_record k ON k.id = i.lead_id WHERE k.gone < never()
UNION ALL
SELECT id, NULL, NULL, always(), never() FROM interaction_record WHERE lead_id IS NULL OR lead_id NOT IN (SELECT id FROM lead_record);

CREATE TABLE interaction AS
SELECT row_number() OVER () AS fk, i.id, i.rn, i.lead_id, o.customer AS own_customer, b.customer, n.lead_rn, n.lead_customer, i.moment, i.type,
  i.direction, i.outcome, i.counts, coalesce('lead ' || i.lead_id, 'customer ' || b.customer) AS person,
  greatest(o.f, b.f, n.f) AS f, least(o.t, b.t, n.t) AS t
FROM interaction_record i
JOIN own_link o ON o.entity = 'interaction' AND o.id = i.id
JOIN link b ON b.entity = 'interaction' AND b.id = i.id
JOIN named_lead n ON n.id = i.id
WHERE greatest(o.f, b.f, n.f) < least(o.t, b.t, n.t) AND i.moment.day < least(o.t, b.t, n.t);
