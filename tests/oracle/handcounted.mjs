// Writes the tiny companies whose values were worked out by hand, for the product to be held against: node handcounted.mjs DIR
// DIR/{n}/{entity}.csv, business.yaml, and expected.tsv: "kpi window day [segment]", then value, numerator, denominator, sample
// (* is not stated, empty is empty), or "no row".
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { companies } from "./selfcheck_companies.mjs";

const csv = table => table.trim().split("\n").map(l => l.trim()).join("\n") + "\n";
const cell = value => value === undefined ? "*" : value === null ? "" : String(value);
const dimensions = key => key.split(" ").slice(3).join(" ").split("&").map(part => part.split("=")[0]).join("&");

function business({ businessHours, ...config }, expected) {
  const segments = [...new Set(expected.map(([key]) => dimensions(key)).filter(Boolean))];
  const hours = Object.entries(businessHours ?? {}).map(([day, h]) => `  ${day}: [${JSON.stringify(h)}]`);
  return [
    ...Object.entries(config).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ...hours.length ? ["businessHours:", ...hours] : [],
    `segments: ${JSON.stringify(segments)}`, ""].join("\n");
}

companies.forEach(({ config, files, expected }, n) => {
  const dir = join(process.argv[2], String(n));
  mkdirSync(dir, { recursive: true });
  for (const [entity, table] of Object.entries(files)) writeFileSync(join(dir, `${entity}.csv`), csv(table));
  writeFileSync(join(dir, "business.yaml"), business(config, expected));
  writeFileSync(join(dir, "expected.tsv"), expected.map(([key, ...values]) =>
    [key, ...values[0] === "no row" ? values : [0, 1, 2, 3].map(i => cell(values[i]))].join("\t")).join("\n") + "\n");
});
