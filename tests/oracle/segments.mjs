// Writes the SQL that depends on the requested dimensions: dimension columns, segment tables, the grid of rows that must exist.
import { canonical, carriers } from "./columns.mjs";

const quoted = name => `"${name.replaceAll('"', '""')}"`;
const text = value => `'${value.replaceAll("'", "''")}'`;

// The expression of a dimension for a carrier, or undefined when the carrier has none. columns: entity -> columns of its files.
function expression(carrier, dimension, columns) {
  const c = carriers[carrier], parts = [];
  if (dimension === "source") return undefined;
  for (const [alias, entity, own] of c.rows) {
    if (own[dimension]) parts.push(`${alias}.${quoted(own[dimension])}`);
    else if (!canonical[entity].includes(dimension) && columns[entity].includes(dimension)) parts.push(`${alias}.${quoted(dimension)}`);
  }
  if (c.extra?.[dimension]) parts.push(c.extra[dimension]);
  parts.push(...(c.through[dimension] ?? []));
  return parts.length ? `seg_value(coalesce(${parts.join(", ")}, NULL))` : undefined;
}

export const dimensionsOf = (carrier, dimensions, columns) => dimensions.filter(d => expression(carrier, d, columns));

export const dimensionColumns = (carrier, dimensions, columns) =>
  dimensionsOf(carrier, dimensions, columns).map(d => `, ${expression(carrier, d, columns)} AS ${quoted(d)}`).join("");

// seg_<carrier>: fact, segment, share of the fact's amount. Only products cut a fact into parts.
export function segmentTable(carrier, sets, has) {
  const parts = [`SELECT DISTINCT fk, 'all' AS segment, CAST(1 AS DOUBLE) AS share FROM dims_${carrier}`];
  for (const set of sets.filter(s => s.every(d => has.includes(d)))) {
    const name = set.map((d, i) => `${text((i ? "&" : "") + d + "=")} || ${quoted(d)}`).join(" || ");
    const share = carrier === "sale" && set.some(d => d === "product" || d === "product_line") ? "sum(share)" : "1";
    parts.push(`SELECT fk, ${name} AS segment, CAST(${share} AS DOUBLE) FROM dims_${carrier} GROUP BY ALL`);
  }
  return `CREATE TABLE seg_${carrier} AS ${parts.join("\nUNION ALL ")}`;
}

// dimension_value: from which D on a value of a dimension has rows, for each carrier.
export const dimensionValues = (carrier, has) => has.map(d =>
  `INSERT INTO dimension_value SELECT ${text(carrier)}, ${text(d)}, v.${quoted(d)}, min(f.f)
   FROM dims_${carrier} v JOIN value_from f ON f.carrier = ${text(carrier)} AND f.fk = CAST(v.fk AS VARCHAR) GROUP BY ALL`);

// segment_from: the segments of one group of carriers and one set of dimensions; a combination exists once each value does.
export function segmentsOf(group, carrierNames, set) {
  const from = set.map((d, i) => `(SELECT value, min(f) AS f FROM dimension_value WHERE dimension = ${text(d)}
    AND carrier IN (${carrierNames.map(text).join(", ")}) GROUP BY value) v${i}`).join(" CROSS JOIN ");
  const name = set.map((d, i) => `${text((i ? "&" : "") + d + "=")} || v${i}.value`).join(" || ");
  return `INSERT INTO segment_from SELECT ${text(group)}, ${name}, greatest(${set.map((_, i) => `v${i}.f`).join(", ")}) FROM ${from}`;
}
