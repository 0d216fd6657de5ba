-- The spend ledger and campaign statistics. Source: kpis.md section 2 "Spend ledger", "Money".

CREATE TABLE spend AS
WITH s AS (
  -- amortised: evenly over the local days to the day before day + m calendar months
  SELECT rn, 'spend' AS origin, category, channel, campaign_id, currency, amount, day AS first,
    CASE WHEN amortise_months >= 1 THEN CAST(day + to_months(CAST(amortise_months AS INTEGER)) AS DATE) - 1 ELSE day END AS last
  FROM spend_record
  UNION ALL
  SELECT rn, 'campaign', 'marketing', channel, id, currency, cost, started.day, coalesce(ended.day, started.day)
  FROM campaign_record
  WHERE cost IS NOT NULL AND started IS NOT NULL AND id NOT IN (SELECT campaign_id FROM spend_record WHERE campaign_id IS NOT NULL))
SELECT row_number() OVER () AS fk, * FROM s;

-- One row a day, converted at that day's rate; a day without a rate adds nothing.
CREATE TABLE ledger AS
WITH daily AS (
  SELECT fk, category, campaign_id, currency, amount / (last - first + 1) AS amount,
    CAST(unnest(generate_series(first, last, INTERVAL 1 DAY)) AS DATE) AS day
  FROM spend)
SELECT e.fk, e.category, e.campaign_id, e.day, e.amount * x.rate AS amount
FROM daily e JOIN fx x ON x.currency = coalesce(e.currency, getvariable('reporting')) AND x.f <= e.day AND x.t > e.day
WHERE e.amount IS NOT NULL;

CREATE TABLE campaign_stats AS SELECT row_number() OVER () AS fk, * FROM campaign_stats_record;
