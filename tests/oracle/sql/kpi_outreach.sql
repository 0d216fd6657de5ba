-- Outreach: attempts, the people they reach, what these do. Source: kpis.md section 4 "Engagement", "Sales" (outreach_to_action_days).

CREATE OR REPLACE TEMP TABLE interaction_d AS
SELECT d.d, CAST(d.d - i.moment.day AS INTEGER) AS age, i.* EXCLUDE (f, t)
FROM interaction i JOIN day d ON i.moment.day <= d.d AND i.f <= d.d AND i.t > d.d;

INSERT INTO part BY NAME
SELECT 'contact_attempts' AS kpi, 30 AS win, segment, d, count(*) AS value
FROM interaction_d JOIN seg_interaction USING (fk) WHERE direction = 'outbound' AND person IS NOT NULL AND age < 30 GROUP BY ALL;

-- The first attempt ever with each person up to D: equal instants, the lowest id.
CREATE OR REPLACE TEMP TABLE first_attempt_d AS
SELECT d, person, unnest(arg_min(struct_pack(fk := fk, lead_id := lead_id, customer := customer, age := age, moment := moment, responded := coalesce(outcome = 'responded', false)),
  struct_pack(ts := moment.ts, id := id)))
FROM interaction_d WHERE direction = 'outbound' AND person IS NOT NULL GROUP BY d, person;

-- What a person did strictly after the first attempt, up to D. A response: an inbound interaction, or an attempt with that outcome.
CREATE OR REPLACE TEMP TABLE response_d AS
SELECT a.d, a.person, i.moment
FROM first_attempt_d a JOIN interaction_d i ON i.d = a.d AND i.person = a.person
WHERE i.moment.ts > a.moment.ts AND (i.direction = 'inbound' OR i.direction = 'outbound' AND i.outcome = 'responded')
UNION ALL
SELECT d, person, moment FROM first_attempt_d WHERE responded;

INSERT INTO part BY NAME
SELECT 'contact_response_rate' AS kpi, 30 AS win, segment, a.d, count(*) AS den, count(r.person) AS num
FROM first_attempt_d a JOIN seg_interaction USING (fk)
LEFT JOIN (SELECT DISTINCT d, person FROM response_d) r ON r.d = a.d AND r.person = a.person
WHERE a.age < 30 GROUP BY ALL;

-- Actions: responses, conversions of the lead, deals naming the lead or of the customer (a person without lead).
CREATE OR REPLACE TEMP TABLE action_d AS
SELECT d, person, moment FROM response_d
UNION ALL
SELECT a.d, a.person, l.converted
FROM first_attempt_d a JOIN lead_record l ON l.id = a.lead_id
WHERE l.gone > a.d AND l.converted.ts > a.moment.ts AND l.converted.day <= a.d
UNION ALL
SELECT a.d, a.person, e.created
FROM first_attempt_d a JOIN deal e ON e.lead_id = a.lead_id
WHERE e.t > a.d AND e.created.ts > a.moment.ts AND e.created.day <= a.d
UNION ALL
SELECT a.d, a.person, e.created
FROM first_attempt_d a JOIN deal e ON e.customer = a.customer
WHERE a.lead_id IS NULL AND e.t > a.d AND e.created.ts > a.moment.ts AND e.created.day <= a.d;

CREATE OR REPLACE TEMP TABLE first_action_d AS
SELECT d, person, arg_min(moment, struct_pack(ts := moment.ts, timed := moment.timed)) AS action FROM action_d GROUP BY d, person;

INSERT INTO part BY NAME
SELECT 'outreach_to_action_days' AS kpi, 30 AS win, segment, a.d,
  quantile_cont(seconds_between(a.moment, f.action) / 86400, 0.5) AS value, count(*) AS sample
FROM first_attempt_d a JOIN first_action_d f ON f.d = a.d AND f.person = a.person JOIN seg_interaction g ON g.fk = a.fk
WHERE f.action.day > a.d - 30 GROUP BY ALL;

-- Leads not converted by D with enough attempts strictly after their last response (all, if none).
CREATE OR REPLACE TEMP TABLE lead_answer_d AS
SELECT d, lead_id, max(moment.ts) AS ts FROM interaction_d
WHERE lead_id IS NOT NULL AND (direction = 'inbound' OR direction = 'outbound' AND outcome = 'responded') GROUP BY d, lead_id;

INSERT INTO part BY NAME
WITH unanswered AS (
  SELECT i.d, i.lead_id FROM interaction_d i LEFT JOIN lead_answer_d r ON r.d = i.d AND r.lead_id = i.lead_id
  WHERE i.direction = 'outbound' AND i.lead_id IS NOT NULL AND (r.ts IS NULL OR i.moment.ts > r.ts)
  GROUP BY i.d, i.lead_id HAVING count(*) >= getvariable('unresponsiveAfter'))
SELECT 'unresponsive_prospects' AS kpi, 0 AS win, segment, u.d, count(*) AS value
FROM unanswered u
JOIN lead l ON l.id = u.lead_id AND l.created.day <= u.d AND l.f <= u.d AND l.t > u.d
JOIN seg_lead g ON g.fk = l.fk
WHERE l.converted IS NULL OR l.converted.day > u.d GROUP BY ALL;
