// Turns the four Maven csv files into the canonical csv files, as a user's mapping would. See README.md.
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: o } = parseArgs({ options: { maven: { type: "string" }, out: { type: "string" } } });
if (!o.maven || !o.out) throw new Error("usage: maven.mjs --maven DIR --out DIR");
mkdirSync(o.out, { recursive: true });
const db = await (await DuckDBInstance.create(":memory:")).connect();
const template = readFileSync(fileURLToPath(new URL("sql/maven.sql", import.meta.url)), "utf8");
const path = (dir, file) => join(dir, file).replaceAll("'", "''");
const sql = template.replace(/\{\{in:([\w.]+)\}\}/g, (_, f) => path(o.maven, f)).replace(/\{\{out:([\w.]+)\}\}/g, (_, f) => path(o.out, f));
const statements = await db.extractStatements(sql);
for (let i = 0; i < statements.count; i++) await (await statements.prepare(i)).run();
