-- Customer voice. Source: kpis.md section 4 "Customer voice".

CREATE OR REPLACE TEMP TABLE survey_d AS
SELECT d.d, CAST(d.d - s.moment.day AS INTEGER) AS age, s.* EXCLUDE (f, t)
FROM survey s JOIN day d ON s.moment.day <= d.d AND s.moment.day > d.d - 90 AND s.f <= d.d AND s.t > d.d;

INSERT INTO part BY NAME
SELECT 'csat' AS kpi, 30 AS win, segment, d, count(*) AS den, count(*) FILTER (points * 10 >= 8 * scale OR text_score = 'good') AS num
FROM survey_d JOIN seg_survey USING (fk) WHERE kind = 'csat' AND age < 30 GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'ces' AS kpi, 30 AS win, segment, d, count(*) AS den, count(*) FILTER (points * 7 >= 5 * scale) AS num
FROM survey_d JOIN seg_survey USING (fk) WHERE kind = 'ces' AND age < 30 GROUP BY ALL;

-- One answer a respondent: the latest in the window, equal instants the greatest id; without a customer the answer stands alone.
INSERT INTO part BY NAME
WITH latest AS (
  SELECT d, fk, points FROM survey_d WHERE kind = 'nps' AND scale = 10
  QUALIFY row_number() OVER (PARTITION BY d, coalesce('customer ' || customer, 'answer ' || id) ORDER BY moment.ts DESC, id DESC) = 1)
SELECT 'nps' AS kpi, 90 AS win, segment, d, count(*) AS den, count(*) FILTER (points >= 9) - count(*) FILTER (points <= 6) AS num
FROM latest JOIN seg_survey USING (fk) GROUP BY ALL;
