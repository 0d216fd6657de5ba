// An independent computation of the KPI definitions, for comparison with the product's numbers. See README.md.
import { DuckDBInstance } from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { catalogue } from "./catalogue.mjs";
import { canonical, carriers } from "./columns.mjs";
import { dimensionColumns, dimensionValues, dimensionsOf, segmentTable, segmentsOf } from "./segments.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const text = value => `'${String(value).replaceAll("'", "''")}'`;
const quoted = name => `"${name.replaceAll('"', '""')}"`;
const plain = value => value.trim().toLowerCase();

export const defaults = {
  timeZone: "UTC", reportingCurrency: "EUR", sales: "both", activeBasis: "auto", activityDays: 365, dormantDays: 90,
  leadMaturityDays: 30, lifespanCapYears: 5, margin: 1, unresponsiveAfter: 5, businessHours: null, holidays: [],
};

async function open(config) {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const run = async sql => {
    const statements = await db.extractStatements(sql);
    for (let i = 0; i < statements.count; i++) await (await statements.prepare(i)).run();
  };
  await run("SET TimeZone = 'UTC'; SET preserve_insertion_order = true");
  const variables = {
    tz: config.timeZone, reporting: config.reportingCurrency.toUpperCase(), sales: config.sales, activeBasis: config.activeBasis,
  };
  for (const [name, value] of Object.entries(variables)) await run(`SET VARIABLE ${name} = ${text(value)}`);
  const numbers = { activityDays: config.activityDays, dormantDays: config.dormantDays, m: config.leadMaturityDays,
    lifespanCap: config.lifespanCapYears, margin: config.margin, unresponsiveAfter: config.unresponsiveAfter };
  for (const [name, value] of Object.entries(numbers)) await run(`SET VARIABLE ${name} = ${Number(value)}`);
  return { db, run, file: (name, fill = s => s) => run(fill(readFileSync(join(here, "sql", name), "utf8"))) };
}

// raw_<entity>: trimmed text, empty = NULL, every canonical column present. Returns the columns that the files have.
async function loadEntity({ db, run }, dir, entity) {
  const table = `raw_${entity}`, wanted = canonical[entity];
  const files = readdirSync(dir).filter(f => new RegExp(`^${entity}([-_][0-9]+)?\\.csv$`).test(f)).sort().map(f => join(dir, f));
  const header = file => readFileSync(file, "utf8").replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0].split(",").map(h => h.trim().replace(/^"|"$/g, ""));
  const found = [...new Set(files.flatMap(header).map(plain))];
  const parts = files.map(f => {
    const names = header(f);
    const columns = `{${names.map(n => `${text(plain(n))}: 'VARCHAR'`).join(", ")}}`;
    const all = [...new Set([...wanted, ...found])];
    const cell = n => names.map(plain).includes(n)
      ? `nullif(regexp_replace(${quoted(n)}, '^[\\s\\p{Z}]+|[\\s\\p{Z}]+$', '', 'g'), '') AS ${quoted(n)}` : `CAST(NULL AS VARCHAR) AS ${quoted(n)}`;
    return `SELECT ${all.map(cell).join(", ")} FROM read_csv(${text(f)}, header = true, auto_detect = false, delim = ',', quote = '"',
      escape = '"', parallel = false, max_line_size = 16777216, columns = ${columns})`;
  });
  const empty = `SELECT ${wanted.map(n => `CAST(NULL AS VARCHAR) AS ${quoted(n)}`).join(", ")} WHERE false`;
  await run(`CREATE TABLE ${table} AS SELECT row_number() OVER () AS rn, * FROM (${parts.join("\nUNION ALL ") || empty})`);
  if (wanted.includes("id")) await run(`UPDATE ${table} SET id = '~row' || rn WHERE id IS NULL`);
  return found;
}

// business_hours: ISO weekday, minutes after local midnight; config e.g. {"mon": ["09:00", "17:00"]} or lists of such ranges.
async function businessTime({ run }, { businessHours, holidays }) {
  await run("CREATE TABLE business_hours (weekday INTEGER, from_minute INTEGER, to_minute INTEGER); CREATE TABLE holiday (day DATE)");
  const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], minutes = t => t.split(":").reduce((h, m) => h * 60 + Number(m), 0);
  for (const [name, value] of Object.entries(businessHours ?? {})) {
    const weekday = names.indexOf(name.toLowerCase().slice(0, 3)) + 1;
    if (!weekday) throw new Error(`businessHours: unknown weekday ${name}`);
    const ranges = typeof value === "string" ? [value.split("-")] : !Array.isArray(value) ? (value ? [[value.from, value.to]] : [])
      : typeof value[0] === "string" ? [value] : value;
    for (const [from, to] of ranges) await run(`INSERT INTO business_hours VALUES (${weekday}, ${minutes(from)}, ${minutes(to)})`);
  }
  for (const day of holidays ?? []) await run(`INSERT INTO holiday VALUES (${text(day)})`);
}

async function segments(session, sets, columns, requested) {
  const { run, file } = session, dimensions = [...new Set(sets.flat())];
  const names = Object.keys(carriers);
  await file("segments.sql", sql => sql.replace(/\{\{(\w+)\}\}/g, (_, c) => dimensionColumns(c, dimensions, columns)));
  await run("CREATE TABLE dimension_value (carrier VARCHAR, dimension VARCHAR, value VARCHAR, f DATE)");
  await run("CREATE TABLE segment_from (grp VARCHAR, segment VARCHAR, f DATE)");
  for (const c of names) {
    const has = dimensionsOf(c, dimensions, columns);
    await run(segmentTable(c, sets, has));
    for (const sql of dimensionValues(c, has)) await run(sql);
  }
  await run("CREATE TABLE catalogue (kpi VARCHAR, unit VARCHAR, kind VARCHAR, grp VARCHAR); CREATE TABLE catalogue_needs (kpi VARCHAR, entity VARCHAR); CREATE TABLE catalogue_window (kpi VARCHAR, win INTEGER)");
  const groups = new Map();
  for (const k of requested) {
    const group = `${k.carriers.join("+")}:${k.only ?? "*"}`;
    groups.set(group, k);
    await run(`INSERT INTO catalogue VALUES (${text(k.kpi)}, ${text(k.unit)}, ${text(k.kind)}, ${text(group)})`);
    for (const n of k.needs) await run(`INSERT INTO catalogue_needs VALUES (${text(k.kpi)}, ${text(n)})`);
    for (const w of k.windows) await run(`INSERT INTO catalogue_window VALUES (${text(k.kpi)}, ${w})`);
  }
  for (const [group, k] of groups) {
    const allowed = d => k.only ? k.only.includes(d) : k.carriers.every(c => dimensionsOf(c, [d], columns).length);
    await run(`INSERT INTO segment_from VALUES (${text(group)}, 'all', always())`);
    for (const set of sets.filter(s => s.every(allowed))) await run(segmentsOf(group, k.carriers, set));
  }
}

async function computeDays(session, days, families) {
  const { run, file } = session;
  await run(`CREATE OR REPLACE TEMP TABLE day AS SELECT CAST(unnest([${days.map(text).join(", ")}]) AS DATE) AS d`);
  await run("CREATE OR REPLACE TEMP TABLE part (kpi VARCHAR, win INTEGER, segment VARCHAR, d DATE, value DOUBLE, num DOUBLE, den DOUBLE, sample DOUBLE)");
  await run("CREATE OR REPLACE TEMP TABLE result (d DATE, kpi VARCHAR, win INTEGER, segment VARCHAR, value DOUBLE, num DOUBLE, den DOUBLE, sample DOUBLE, unit VARCHAR)");
  await run(`CREATE OR REPLACE TEMP TABLE grid AS SELECT c.kpi, w.win, s.segment, d.d
    FROM catalogue c JOIN catalogue_window w USING (kpi) JOIN segment_from s USING (grp) JOIN day d ON d.d >= s.f`);
  await file("days.sql");
  for (const family of families) await file(`kpi_${family}.sql`);
  await file("finish.sql");
  await file("finish_velocity.sql");
  await file("finish_ratios.sql");
  await run("INSERT INTO metric SELECT r.* FROM result r");
}

export function daysBetween(from, to) {
  const days = [];
  for (let t = Date.parse(from); t <= Date.parse(to); t += 86400000) days.push(new Date(t).toISOString().slice(0, 10));
  return days;
}

/** Computes the metric rows of a folder of canonical csv files. Returns the session, whose table `metric` holds them. */
export async function compute({ data, days, dimensions = [], config = {}, kpis }) {
  const session = await open({ ...defaults, ...config }), { db, run, file } = session;
  const asked = kpis ? catalogue.filter(k => kpis.includes(k.kpi)) : catalogue;
  // cost reads what customers writes, so catalogue order is kept and customers comes along
  const families = [...new Set(catalogue.filter(k => asked.some(a => a.family === k.family || a.family === "cost" && k.family === "customers")).map(k => k.family))];
  const requested = catalogue.filter(k => families.includes(k.family));
  await businessTime(session, { ...defaults, ...config });
  const columns = {};
  for (const entity of Object.keys(canonical)) columns[entity] = await loadEntity(session, data, entity);
  for (const name of ["macros.sql", "records.sql", "links.sql", "sales.sql", "interactions.sql", "surveys_tickets.sql", "spend.sql"]) await file(name);
  const sets = dimensions.map(d => d.split("&"));
  await segments(session, sets, columns, requested);
  await run("CREATE TABLE metric (d DATE, kpi VARCHAR, win INTEGER, segment VARCHAR, value DOUBLE, num DOUBLE, den DOUBLE, sample DOUBLE, unit VARCHAR)");
  const facts = Number((await db.runAndReadAll("SELECT count(*) FROM linkable")).getRows()[0][0]) + 1;
  const size = Math.max(1, Math.min(120, Math.floor(1_000_000 / facts)));
  for (let i = 0; i < days.length; i += size) await computeDays(session, days.slice(i, i + size), families);
  await run(`DELETE FROM metric WHERE kpi NOT IN (${asked.map(k => text(k.kpi)).join(", ")})`);
  return session;
}

export const printedRows = `SELECT strftime(d, '%Y-%m-%d') AS day, kpi, win AS "window", segment, printed(value) AS value, printed(num) AS numerator,
  printed(den) AS denominator, printed(sample) AS sample, unit, CASE WHEN value IS NULL THEN 'nodata' ELSE 'ok' END AS status
  FROM metric ORDER BY kpi, win, segment, d`;

async function main() {
  const { values: o } = parseArgs({ options: Object.fromEntries(
    ["data", "from", "to", "dimensions", "config", "kpis", "days", "out"].map(n => [n, { type: "string" }])) });
  if (!o.data || !o.out || !(o.days || (o.from && o.to)))
    throw new Error("usage: oracle.mjs --data DIR --from DAY --to DAY [--days d1,d2] [--dimensions a,b,a&b] [--config FILE] [--kpis x,y] --out FILE");
  const split = s => s ? s.split(",").map(v => v.trim()).filter(Boolean) : undefined;
  const { run } = await compute({
    data: o.data, days: split(o.days) ?? daysBetween(o.from, o.to), dimensions: split(o.dimensions), kpis: split(o.kpis),
    config: o.config ? JSON.parse(readFileSync(o.config, "utf8")) : {},
  });
  await run(`COPY (${printedRows}) TO ${text(o.out)} (HEADER, DELIMITER ',')`);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await main();
