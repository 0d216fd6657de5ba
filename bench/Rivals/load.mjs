// Loads csv files into tables of a database on disk, types guessed, as one would: load.mjs THREADS DATABASE FILE...
import { DuckDBInstance } from "@duckdb/node-api";
import { watch } from "./measured.mjs";

const [threads, database, ...files] = process.argv.slice(2);
const done = watch();
const instance = await DuckDBInstance.create(database, { threads });
const db = await instance.connect();
let rows = 0;
for (const [i, file] of files.entries()) {
  const loaded = await db.run(`CREATE TABLE t${i} AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`);
  rows += Number((await loaded.getRows())[0][0]);
}
await db.run("CHECKPOINT");
db.closeSync();
instance.closeSync();
done(rows);
