-- Small words the other files speak in. Source: kpis.md section 2 (instants, vocabulary) and 3 (escaping).

-- Far ends of the calendar: "never" and "always".
CREATE MACRO never() AS DATE '9999-12-31';
CREATE MACRO always() AS DATE '0001-01-01';

-- A vocabulary word: case and `_`, space, `-` alike.
CREATE MACRO word(t) AS regexp_replace(lower(t), '[_ -]+', '-', 'g');

-- A number, or NULL where the text is none.
CREATE MACRO num(t) AS CASE
  WHEN regexp_full_match(t, '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?') THEN try_cast(t AS DOUBLE) END;
CREATE MACRO bad_num(t) AS t IS NOT NULL AND num(t) IS NULL;

-- true/false, yes/no, 1/0, a number above 0 is true; anything else is unknown.
CREATE MACRO bool(t) AS CASE
  WHEN lower(t) IN ('true', 'yes') THEN true
  WHEN lower(t) IN ('false', 'no') THEN false
  WHEN num(t) IS NOT NULL THEN num(t) > 0 END;

-- The instant of a local business time: the hour that occurs twice is the earlier one, the missing hour moves forward by
-- the gap (the time zone library does the latter by itself and takes the later of two, hence the comparison).
CREATE MACRO utc_offset_at(u) AS timezone(getvariable('tz'), u) - timezone('UTC', u);
CREATE MACRO earlier_of_two(l, u) AS CASE
  WHEN timezone(getvariable('tz'), timezone('UTC', l - utc_offset_at(u - INTERVAL 24 HOUR))) = l
  THEN least(u, timezone('UTC', l - utc_offset_at(u - INTERVAL 24 HOUR))) ELSE u END;
CREATE MACRO instant_of_local(l) AS earlier_of_two(l, timezone(getvariable('tz'), l));
CREATE MACRO local_day(u) AS CAST(timezone(getvariable('tz'), u) AS DATE);

-- The wall clock part of an ISO 8601 date and time, seconds optional, at most six decimals.
CREATE MACRO clock(t) AS try_cast(
  regexp_replace(replace(regexp_extract(t, '^([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,6})?)?)', 1), ',', '.'), '[Tt]', ' ')
  AS TIMESTAMP);
CREATE MACRO offset_minutes(o) AS CASE WHEN o IN ('Z', 'z') THEN 0 ELSE
  (CASE WHEN o LIKE '-%' THEN -1 ELSE 1 END) * (60 * CAST(o[2:3] AS INTEGER) + coalesce(try_cast(right(replace(o, ':', ''), -3) AS INTEGER), 0)) END;

-- An instant as {ts, day, timed}, or NULL where the text is none. A date alone is that local day, 00:00 for ordering.
CREATE MACRO instant(t) AS CASE
  WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN
    CASE WHEN try_cast(t AS DATE) IS NOT NULL THEN
      struct_pack(ts := instant_of_local(try_cast(t AS TIMESTAMP)), day := try_cast(t AS DATE), timed := false) END
  WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?') THEN
    CASE WHEN clock(t) IS NOT NULL THEN
      struct_pack(ts := instant_of_local(clock(t)), day := local_day(instant_of_local(clock(t))), timed := true) END
  WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)') THEN
    CASE WHEN clock(t) IS NOT NULL THEN
      struct_pack(
        ts := timezone('UTC', clock(t) - to_minutes(offset_minutes(regexp_extract(t, '([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$', 1)))),
        day := local_day(timezone('UTC', clock(t) - to_minutes(offset_minutes(regexp_extract(t, '([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$', 1))))),
        timed := true) END
  END;
CREATE MACRO bad_at(t) AS t IS NOT NULL AND instant(t) IS NULL;

-- A duration in seconds: exact where both ends have a time, else the whole number of local days between the dates.
CREATE MACRO seconds_between(a, b) AS CASE
  WHEN a.timed AND b.timed THEN epoch_us(b.ts) / 1e6 - epoch_us(a.ts) / 1e6
  ELSE CAST(b.day - a.day AS DOUBLE) * 86400 END;

-- Whether a lies before b: by instant where both have a time, else by local day.
CREATE MACRO earlier(a, b) AS CASE WHEN a.timed AND b.timed THEN a.ts < b.ts ELSE a.day < b.day END;

-- A dimension's value as it stands in a segment.
CREATE MACRO seg_value(v) AS coalesce(replace(replace(replace(v, '%', '%25'), '&', '%26'), '=', '%3D'), '(none)');

-- A number as text: shortest form, whole numbers without a fraction.
CREATE MACRO printed(x) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN x = floor(x) AND abs(x) < 1e15 THEN CAST(CAST(x AS BIGINT) AS VARCHAR)
  ELSE CAST(x AS VARCHAR) END;
