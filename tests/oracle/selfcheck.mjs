// Tiny companies whose values were worked out by hand (in the comments); the SQL must give them. Exit code 1 on a difference.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compute } from "./oracle.mjs";
import { companies } from "./selfcheck_companies.mjs";

const dimensionOf = segment => segment.split("&").map(part => part.split("=")[0]).join("&");
const csv = table => table.trim().split("\n").map(l => l.trim()).join("\n") + "\n";
const same = (a, b) => a === b || typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
const fields = ["value", "num", "den", "sample"];

async function check({ name, config, files, expected }) {
  const dir = mkdtempSync(join(tmpdir(), "oracle-"));
  try {
    for (const [entity, table] of Object.entries(files)) writeFileSync(join(dir, `${entity}.csv`), csv(table));
    const wanted = expected.map(([key, ...values]) => [key, key.split(" "), values]);
    const dimensions = [...new Set(wanted.map(([, [, , , ...segment]]) => segment.join(" ")).filter(Boolean).map(dimensionOf))];
    const { db } = await compute({ data: dir, days: [...new Set(wanted.map(([, [, , day]]) => day))], dimensions, config });
    const rows = (await db.runAndReadAll("SELECT kpi || ' ' || win || ' ' || strftime(d, '%Y-%m-%d') || CASE segment WHEN 'all' THEN '' ELSE ' ' || segment END AS key, value, num, den, sample FROM metric")).getRowObjects();
    const found = new Map(rows.map(r => [r.key, r]));
    return wanted.flatMap(([key, , values]) => {
      const row = found.get(key);
      if (values[0] === "no row") return row ? [`${name}: ${key}: a row was not expected`] : [];
      if (!row) return [`${name}: ${key}: no row`];
      return values.flatMap((v, i) => v === undefined || same(row[fields[i]], v) ? [] : [`${name}: ${key}: ${fields[i]} is ${row[fields[i]]}, by hand ${v}`]);
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const differences = [];
for (const company of companies) differences.push(...await check(company));
for (const d of differences) console.error(d);
console.log(`${companies.length} companies, ${companies.reduce((n, c) => n + c.expected.length, 0)} values, ${differences.length} differences`);
process.exitCode = differences.length ? 1 : 0;
