// The KPIs of a folder of canonical csv files by the independent SQL, as rows of a table: compute.mjs THREADS DATA FROM TO DIMENSIONS TIMEZONE
import { DuckDBInstance } from "@duckdb/node-api";
import { compute, daysBetween } from "./oracle.mjs";
import { watch } from "./measured.mjs";

const [threads, data, from, to, dimensions, timeZone] = process.argv.slice(2);
const create = DuckDBInstance.create;
DuckDBInstance.create = (path, options) => create.call(DuckDBInstance, path, { ...options, threads });
const done = watch();
const { db } = await compute({ data, days: daysBetween(from, to), dimensions: dimensions.split(","), config: { timeZone } });
done((await db.runAndReadAll("SELECT count(*) FROM metric")).getRows()[0][0]);
