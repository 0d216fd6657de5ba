-- Tickets and surveys with their customer as seen on D (f <= D < t). Source: kpis.md sections 2 and 4 "Customer voice", "Service".

CREATE TABLE ticket AS
SELECT row_number() OVER () AS fk, k.id, k.rn, l.customer, k.created, k.responded, k.resolved, k.handle_minutes, k.replies, k.reopened,
  l.f, least(l.t, k.gone) AS t
FROM ticket_record k JOIN own_link l ON l.entity = 'ticket' AND l.id = k.id
WHERE l.f < least(l.t, k.gone) AND k.created.day < least(l.t, k.gone);

-- The ticket a survey names, while that ticket is not deleted.
CREATE TABLE named_ticket AS
SELECT s.id, k.rn AS ticket_rn, always() AS f, k.gone AS t FROM survey_record s JOIN ticket_record k ON k.id = s.ticket_id WHERE k.gone > always()
UNION ALL
SELECT s.id, NULL, k.gone, never() FROM survey_record s JOIN ticket_record k ON k.id = s.ticket_id WHERE k.gone < never()
UNION ALL
SELECT id, NULL, always(), never() FROM survey_record WHERE ticket_id IS NULL OR ticket_id NOT IN (SELECT id FROM ticket_record);

CREATE TABLE survey AS
SELECT row_number() OVER () AS fk, s.id, s.rn, n.ticket_rn, l.customer, s.moment, s.kind, s.points, s.text_score, s.scale,
  greatest(l.f, n.f) AS f, least(l.t, n.t) AS t
FROM survey_record s
JOIN link l ON l.entity = 'survey' AND l.id = s.id
JOIN named_ticket n ON n.id = s.id
WHERE greatest(l.f, n.f) < least(l.t, n.t) AND s.moment.day < least(l.t, n.t);

-- Minutes from creation to first response: elapsed, or in business time when business hours are set and both ends have a time: the
-- overlap with each local day's [from, to), holidays out. business_hours holds minutes after midnight for ISO weekdays.
CREATE TABLE response_minutes AS
WITH timed AS (
  SELECT id, created, responded FROM ticket_record
  WHERE created.timed AND responded.timed AND EXISTS (FROM business_hours)),
  daily AS (
    SELECT id, created, responded, CAST(unnest(generate_series(created.day, responded.day, INTERVAL 1 DAY)) AS DATE) AS day FROM timed),
  open AS (
    SELECT d.id, greatest(d.created.ts, instant_of_local(d.day + to_minutes(h.from_minute))) AS a,
      least(d.responded.ts, instant_of_local(d.day + to_minutes(h.to_minute))) AS b
    FROM daily d JOIN business_hours h ON h.weekday = isodow(d.day) WHERE d.day NOT IN (SELECT day FROM holiday)),
  business AS (
    SELECT t.id, coalesce(sum((epoch_us(o.b) - epoch_us(o.a)) / 6e7) FILTER (o.b > o.a), 0) AS minutes
    FROM timed t LEFT JOIN open o ON o.id = t.id GROUP BY t.id)
SELECT k.id, coalesce(b.minutes, seconds_between(k.created, k.responded) / 60) AS minutes
FROM ticket_record k LEFT JOIN business b ON b.id = k.id WHERE k.responded IS NOT NULL;
