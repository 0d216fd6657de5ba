// Writes a made-up company as canonical csv files, full of awkward cases. Deterministic for a seed. See README.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { canonical } from "./columns.mjs";

const { values: o } = parseArgs({ options: { seed: { type: "string", default: "1" }, out: { type: "string" }, records: { type: "string", default: "3000" } } });
if (!o.out) throw new Error("usage: company.mjs --seed N --out DIR [--records N]");

// A small generator of numbers in [0, 1) (mulberry32), so that every machine writes the same company.
let state = Number(o.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = n => Math.floor(random() * n);
const chance = p => random() < p;
const pick = list => list[below(list.length)];
const maybe = (p, value) => chance(p) ? value() : "";
const money = max => (below(max * 100) / 100).toFixed(2);

// Two years; the days on which clocks change in Europe and the month ends come up more often than others.
const first = Date.UTC(2023, 0, 1), dayCount = 730;
const special = ["2023-03-25", "2023-03-26", "2023-03-27", "2023-10-28", "2023-10-29", "2023-10-30", "2024-02-29", "2024-03-31", "2024-10-27", "2024-12-31", "2023-12-31"];
const dayText = n => new Date(first + n * 86400000).toISOString().slice(0, 10);
const dayNumber = text => (Date.parse(text) - first) / 86400000;
const anyDay = (from = 0, to = dayCount) => chance(0.03) ? Math.max(from, dayNumber(pick(special))) : from + below(Math.max(1, to - from));
const two = n => String(n).padStart(2, "0");
const clock = () => pick([() => `${two(below(24))}:${two(below(60))}:${two(below(60))}`, () => `${two(below(24))}:${two(below(60))}`,
  () => "00:00:00", () => pick(["02:30:00", "02:00:00", "01:59:59", "03:00:00"]), () => "09:00:00", () => `${two(below(24))}:${two(below(60))}:${two(below(60))}.${two(below(100))}5`])();
const offsets = ["Z", "+01:00", "+02:00", "-05:00", "+05:30", "+0200"];
// An instant in one of the forms: a date alone, local time, time with an offset.
function instant(n) {
  const form = below(10);
  if (form < 3) return dayText(n);
  if (form < 6) return `${dayText(n)}T${clock()}`;
  if (form < 7) return `${dayText(n)} ${clock()}`;
  return `${dayText(n)}T${clock()}${pick(offsets)}`;
}
const dayOf = text => dayNumber(text.slice(0, 10));
// A few minutes or hours after an instant with an offset; another instant moves by days.
const soon = text => /([Z]|[+-]\d\d:\d\d)$/.test(text)
  ? new Date(Date.parse(text.replace(" ", "T")) + pick([0, 1, 4, 5, 30, 60, 61, 300, 1440, 1441, 43200]) * 60000).toISOString() : after(text, pick([0, 0, 1, 3, 30]));
const after = (text, days) => instant(Math.min(dayCount + 40, dayOf(text) + days));

const regions = ["EMEA", "Americas", "Asia & Pacific", "100% home", "a=b", " North ", "Süd", "", ""];
const tiers = ["Gold", "Silver", "gold", "", ""];
const industries = ["retail", "health", "it=services", "oil & gas", ""];
const channels = ["web", "phone", "e-mail", "partner 50%", ""];
const owners = ["Ann Lee", "Bo", "Chi & Co", "Dee", ""];
const products = [["P1", "Basic", "Line A", "1"], ["P2", "Plus", "Line A", "2"], ["P3", "Pro", "Line B", "3"], ["P4", "Max 100%", "Line & C", "4"],
  ["P5", "Side", "Line D", ""], ["P6", "Basic", "Line E", "9"], ["P7", "Loose", "", "2"]];
const productText = () => pick(["P1", "P2", "P3", "P4", "P5", "Basic", "Plus", "Pro", "Max 100%", "Unknown thing", "P7", ""]);
const currencies = ["", "", "EUR", "USD", "USD", "usd", "CHF"];
const types = ["new", "renewal", "Renewal", "upsell", "Up-sell", "cross_sell", "cross-sell", "Cross Sell", "", "", "swap"];
const campaigns = ["C1", "C2", "C3", "C4", "C5"];

const scale = Number(o.records) / 3000;
const n = base => Math.max(1, Math.round(base * scale));
const files = Object.fromEntries(Object.keys(canonical).map(e => [e, []]));
const modified = last => maybe(0.6, () => instant(Math.min(dayCount + 60, last + below(40))));
const deleted = (from, p = 0.05) => maybe(p, () => instant(from + below(300)));

function customers() {
  for (let i = 0; i < n(300); i++) {
    const born = anyDay(), created = maybe(0.7, () => instant(born));
    const churned = maybe(0.12, () => instant(born + below(400) - 5));
    const status = churned ? pick(["churned", "active", "Churned", ""]) : pick(["active", "", "", "paused", ...(chance(0.05) ? ["churned"] : [])]);
    const merged = i > 10 && chance(0.04) ? `K${below(i)}` : "";
    files.customers.push({
      id: `K${i}`, name: `Company ${i}`, email: maybe(0.6, () => pick([`k${i}@example.com`, ` K${i}@Example.com `, `shared${below(10)}@example.com`])),
      type: pick(["", "", "customer", "Customer", "prospect", "partner", ""]), created_at: created, status, churned_at: churned,
      churn_reason: churned ? pick(["price", "moved & gone", ""]) : "", region: pick(regions), industry: pick(industries), tier: pick(tiers),
      channel: pick(channels), owner: pick(owners), merged_into: merged, modified_at: modified(born + 30), deleted_at: merged && chance(0.6) ? instant(born + below(500)) : deleted(born),
      size: pick(["small", "large", ""]),
    });
  }
  for (let i = 0; i < n(150); i++)
    files.contacts.push({ id: `N${i}`, customer_id: maybe(0.8, anyCustomer), email: maybe(0.8, () => pick([`n${i}@example.com`, `shared${below(10)}@example.com`])),
      name: `Person ${i}`, created_at: instant(anyDay()), modified_at: modified(300), deleted_at: deleted(200, 0.1) });
}
const anyCustomer = () => chance(0.05) ? `X${below(n(30))}` : `K${below(n(300))}`;
const anyContact = () => `N${below(n(160))}`;
const anyEmail = () => pick([`k${below(n(300))}@example.com`, `N${below(n(150))}@EXAMPLE.com`, `shared${below(10)}@example.com`, "nobody@example.com"]);
// Who a fact belongs to: mostly an id, else a contact, an address, both or nobody.
const who = (p = 0.6) => ({ customer_id: maybe(p, anyCustomer), contact_id: maybe(0.35, anyContact), email: maybe(0.35, anyEmail) });

function leads() {
  for (let i = 0; i < n(350); i++) {
    const born = anyDay(), created = instant(born);
    const lead = {
      id: `L${i}`, created_at: created, source: pick(["web", "fair & expo", "ads=paid", ""]), status: pick(["new", "open", ""]),
      converted_at: maybe(0.4, () => after(created, pick([0, 0, 1, 5, 29, 30, 30, 31, 60, 200]))), ...who(0.3), campaign_id: maybe(0.4, () => pick(campaigns)),
      region: pick(regions), owner: pick(owners), modified_at: modified(born), deleted_at: deleted(born), score: pick(["A", "B", ""]),
    };
    files.leads.push(lead);
    if (chance(0.2)) // bought soon after, by the same or another customer
      files.orders.push({ id: `M${i}`, customer_id: lead.customer_id || `Y${i}`, ordered_at: chance(0.5) ? soon(created) : after(created, pick([0, 1, 29, 30, 31])), status: "paid", amount: money(200), items: "2" });
    if (chance(0.1)) // a deal names the lead for a customer of its own
      files.deals.push({ id: `E${i}`, lead_id: `L${i}`, customer_id: `Y${i}`, created_at: after(created, below(60)), status: pick(["open", "won"]), closed_at: after(created, 60 + below(40)), amount: money(900),
        deleted_at: deleted(born, 0.2) });
  }
}
const anyLead = () => `L${below(n(360))}`;

function deals() {
  for (let i = 0; i < n(500); i++) {
    const born = anyDay(), created = instant(born), status = pick(["won", "won", "Won", "lost", "open", "", "on hold"]);
    const closed = status.toLowerCase() === "open" || status === "" ? maybe(0.5, () => after(created, below(90))) : maybe(0.97, () => after(created, pick([0, 0, 1, 3, 20, 45, 90, 200])));
    files.deals.push({
      id: `D${i}`, customer_id: chance(0.2) ? `K${below(8)}` : maybe(0.75, anyCustomer), lead_id: maybe(0.3, anyLead), name: `Deal ${i}`, created_at: created, closed_at: closed,
      stage: pick(["s1", "s2"]), status, type: pick(types), lost_reason: status === "lost" ? pick(["price", "100% lost", ""]) : "",
      amount: maybe(0.9, () => chance(0.01) ? "-5" : chance(0.2) ? "100.00" : money(5000)), currency: pick(currencies), product: productText(),
      owner: pick(owners), campaign_id: maybe(0.3, () => pick(campaigns)), modified_at: modified(born + 60), deleted_at: deleted(born),
      region: pick(["EMEA", "Deal land", "", ""]), manager: pick(["Mo", "Nu=1", ""]),
    });
  }
}

function orders() {
  const moments = [];
  for (let i = 0; i < n(700); i++) {
    const moment = moments.length && chance(0.05) ? pick(moments) : instant(anyDay());
    moments.push(moment);
    files.orders.push({
      id: `O${i}`, ...who(0.75), deal_id: maybe(0.2, () => `D${below(n(500))}`), ordered_at: chance(0.005) ? "" : moment,
      status: pick(["paid", "", "paid", "paid", "Paid", "pending", "cancelled", "refunded", "odd"]), type: pick(types),
      amount: maybe(0.93, () => chance(0.01) ? "-10" : chance(0.02) ? "0" : money(800)), currency: pick(currencies), items: maybe(0.5, () => String(1 + below(6))),
      product: maybe(0.5, productText), channel: pick(channels), campaign_id: maybe(0.3, () => pick(campaigns)),
      modified_at: modified(500), deleted_at: deleted(100, 0.06), shop: pick(["S1", "S & 2", ""]),
    });
    if (chance(0.35)) lines(`O${i}`, moment);
  }
  for (let i = 0; i < n(80); i++) lines(`Q${i}`, instant(anyDay()));
  // customers back after a year: one sale early, one late
  for (let i = 0; i < n(20); i++) for (const day of [below(100), 500 + below(200)])
    files.orders.push({ id: `B${i}-${day}`, customer_id: `K${i * 3}`, ordered_at: instant(day), status: "paid", amount: money(300), currency: "", items: "1" });
}
function lines(order, moment) {
  for (let l = 0, count = 1 + below(4); l < count; l++)
    files.order_lines.push({ order_id: order, line: String(pick([l + 1, l + 1, l + 9])), customer_id: maybe(0.7, anyCustomer), ordered_at: chance(0.9) ? moment : instant(anyDay()),
      product: productText(), quantity: maybe(0.95, () => String(1 + below(5))), unit_price: maybe(0.95, () => chance(0.05) ? "-3.50" : money(100)), currency: pick(currencies),
      status: pick(["", "", "paid", "shipped", "cancelled", "refunded"]) });
}

function tickets() {
  for (let i = 0; i < n(350); i++) {
    const born = anyDay(), created = instant(born), status = pick(["open", "pending", "resolved", "closed", "Closed", "", "", "waiting"]);
    files.tickets.push({
      id: `T${i}`, ...who(), created_at: created, first_response_at: maybe(0.7, () => after(created, pick([0, 0, 0, 1, 2, 5, 40]))),
      resolved_at: maybe(0.7, () => after(created, pick([0, 1, 2, 3, 7, 30, 60]))), status, channel: pick(channels), priority: pick(["high", "low & slow", ""]),
      category: pick(["billing", "100%", ""]), agent: pick(owners), handle_minutes: maybe(0.7, () => (below(900) / 10).toString()), replies: maybe(0.7, () => String(below(4))),
      reopened: pick(["true", "false", "yes", "No", "1", "0", "2", "", "", "perhaps"]), modified_at: modified(born + 5), deleted_at: deleted(born), desk: pick(["d1", "d2"]),
    });
  }
}

function interactions() {
  const moments = [];
  for (let i = 0; i < n(900); i++) {
    const lead = chance(0.5) ? pick(chance(0.3) ? files.leads.slice(3, 4 + n(40)).filter((_, k) => k % 10 === 0) : files.leads) : undefined;
    const moment = moments.length && chance(0.08) ? pick(moments) : !lead || chance(0.1) ? instant(anyDay()) : chance(0.6) ? soon(lead.created_at) : after(lead.created_at, below(60));
    moments.push(moment);
    files.interactions.push({
      id: `I${i}`, ...who(0.35), lead_id: lead ? lead.id : maybe(0.05, () => "L-unknown"), at: moment,
      type: pick(["email", "call", "meeting", "note", "visit", "social", "app", "E-Mail", "fax"]),
      // a few leads are tried again and again and hardly answer
      direction: files.leads.indexOf(lead) % 10 === 3 && chance(0.9) ? "outbound" : pick(["outbound", "outbound", "Outbound", "inbound", "", "internal"]),
      outcome: files.leads.indexOf(lead) % 10 === 3 ? pick(["no-response", "", "", "responded"].slice(0, chance(0.05) ? 4 : 3)) : pick(["responded", "no-response", "No_Response", "", "", ""]), campaign_id: maybe(0.3, () => pick(campaigns)), owner: pick(owners), place: pick(["x", "y=z", ""]),
    });
  }
}

function surveys() {
  for (let i = 0; i < n(350); i++) {
    const kind = pick(["csat", "csat", "nps", "NPS", "ces", "other"]), top = pick(["", "", "5", "10", "7", "100"]);
    files.surveys.push({
      id: `S${i}`, ...who(0.4), ticket_id: maybe(0.5, () => `T${below(n(360))}`), at: instant(anyDay()), kind,
      score: chance(0.03) ? "" : kind === "csat" && chance(0.2) ? pick(["good", "bad", "Good"]) : String(below(Number(top || (kind === "csat" ? 5 : kind === "ces" ? 7 : 10)) + (chance(0.05) ? 2 : 1))),
      scale_max: top,
    });
  }
}

function money_out() {
  files.campaigns.push(
    { id: "C1", name: "One", type: "email", channel: "e-mail", started_at: "2023-03-01", ended_at: "2023-05-31", cost: "920", currency: "EUR" },
    { id: "C2", name: "Two & a half", type: "ads", channel: "web", started_at: "2023-10-20", ended_at: "2023-11-05", cost: "340.50", currency: "USD" },
    { id: "C3", name: "Three", type: "fair", channel: "", started_at: "2024-02-10", ended_at: "", cost: "1000", currency: "" },
    { id: "C4", name: "Four", type: "ads", channel: "partner 50%", started_at: "", ended_at: "", cost: "77", currency: "" },
    { id: "C5", name: "Five", type: "ads", channel: "phone", started_at: "2023-06-01", ended_at: "2024-06-01", cost: "5000", currency: "EUR" });
  for (let i = 0; i < n(150); i++)
    files.spend.push({ day: dayText(anyDay()), category: pick(["marketing", "sales", "Sales", "service", "retention", "crm", "other", "party", ""]), channel: pick(channels),
      campaign_id: maybe(0.3, () => pick(["C1", "C5", "C9"])), amount: maybe(0.97, () => chance(0.03) ? "-20" : money(900)), currency: pick(currencies),
      amortise_months: maybe(0.2, () => pick(["1", "3", "12"])) });
  for (let i = 0; i < n(200); i++) {
    const sent = 50 + below(500), delivered = sent - below(20);
    files.campaign_stats.push({ campaign_id: pick([...campaigns, ""]), day: dayText(anyDay()), sent: maybe(0.95, () => String(sent)), delivered: maybe(0.95, () => String(delivered)),
      opened: maybe(0.9, () => String(below(delivered))), clicked: maybe(0.9, () => String(below(60))), bounced: maybe(0.9, () => String(sent - delivered)),
      unsubscribed: maybe(0.9, () => String(below(4))), complained: maybe(0.8, () => String(below(2))), responses: maybe(0.7, () => String(below(50))) });
  }
  for (let i = 0; i < n(250); i++) {
    const visitors = below(400);
    files.traffic.push({ day: dayText(anyDay()), channel: pick(channels), action: pick(["signup", "buy & go", ""]), visitors: maybe(0.92, () => String(visitors)),
      conversions: maybe(0.92, () => String(below(visitors + 1))) });
  }
  for (const [id, name, line, tier_rank] of products) files.products.push({ id, name, line, tier_rank, price: "10" });
  // dollars have rates with gaps from spring 2023 on, one of them impossible; francs have none
  for (let day = 80; day < dayCount; day += 1 + below(20))
    files.fx_rates.push({ day: dayText(day), currency: pick(["USD", "usd"]), rate: chance(0.03) ? "0" : (0.85 + below(2000) / 10000).toFixed(4) });
}

function write(entity, rows) {
  const names = [...new Set([...canonical[entity], ...rows.flatMap(r => Object.keys(r))])];
  const cell = value => /[",\r\n]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value;
  const line = row => names.map(name => cell(row[name] ?? "")).join(",");
  writeFileSync(join(o.out, `${entity}.csv`), [names.join(","), ...rows.map(line)].join("\n") + "\n");
}

customers(); leads(); deals(); orders(); tickets(); interactions(); surveys(); money_out();
mkdirSync(o.out, { recursive: true });
for (const [entity, rows] of Object.entries(files)) write(entity, rows);
