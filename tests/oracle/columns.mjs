// The canonical columns of each entity (any other column of a file is a custom one) and the dimensions of each carrier.
const list = text => text.split(",");

export const canonical = {
  customers: list("id,name,email,domain,type,created_at,status,churned_at,churn_reason,region,industry,tier,channel,owner,parent_id,merged_into,modified_at,deleted_at"),
  contacts: list("id,customer_id,email,name,created_at,modified_at,deleted_at"),
  leads: list("id,created_at,source,status,converted_at,customer_id,contact_id,email,campaign_id,region,owner,modified_at,deleted_at"),
  deals: list("id,customer_id,lead_id,name,created_at,closed_at,stage,status,type,lost_reason,amount,currency,product,owner,campaign_id,modified_at,deleted_at"),
  orders: list("id,customer_id,contact_id,email,deal_id,ordered_at,status,type,amount,currency,items,product,channel,campaign_id,modified_at,deleted_at"),
  order_lines: list("order_id,line,customer_id,ordered_at,product,quantity,unit_price,currency,status"),
  tickets: list("id,customer_id,contact_id,email,created_at,first_response_at,resolved_at,status,channel,priority,category,agent,handle_minutes,replies,reopened,modified_at,deleted_at"),
  interactions: list("id,customer_id,contact_id,email,lead_id,at,type,direction,outcome,campaign_id,owner"),
  surveys: list("id,customer_id,contact_id,email,ticket_id,at,kind,score,scale_max"),
  campaigns: list("id,name,type,channel,started_at,ended_at,cost,currency"),
  campaign_stats: list("campaign_id,day,sent,delivered,opened,clicked,bounced,unsubscribed,complained,responses"),
  spend: list("day,category,channel,campaign_id,amount,currency,amortise_months"),
  traffic: list("day,channel,action,visitors,conversions"),
  products: list("id,name,line,tier_rank,price"),
  fx_rates: list("day,currency,rate"),
};

// Each carrier: where its own values stand (alias in segments.sql, entity of the custom columns, own dimensions as columns), other
// own expressions, and the values along 'through', in order.
const customer = ["region", "industry", "tier", "channel", "owner"];
const through = (alias, names) => Object.fromEntries(names.map(n => [n, [`${alias}.${n}`]]));
const same = names => Object.fromEntries(names.map(n => [n, n]));

export const carriers = {
  customer: { rows: [["rc", "customers", same([...customer, "churn_reason"])]], through: {} },
  sale: {
    rows: [["ro", "orders", { channel: "channel", campaign: "campaign_id" }], ["rd", "deals", { owner: "owner", campaign: "campaign_id" }]],
    extra: { product: "p.product", product_line: "p.line" }, through: through("c", customer),
  },
  deal: {
    rows: [["rd", "deals", { owner: "owner", campaign: "campaign_id", product: "product", deal_type: "type", lost_reason: "lost_reason" }]],
    extra: { product_line: "x.line" }, through: through("c", customer),
  },
  lead: {
    rows: [["rl", "leads", { lead_source: "source", campaign: "campaign_id", region: "region", owner: "owner" }]],
    extra: { first_response_bucket: "l.bucket" }, through: through("c", customer),
  },
  interaction: {
    rows: [["ri", "interactions", { owner: "owner", campaign: "campaign_id" }]],
    through: { region: ["c.region", "rl.region", "lc.region"], owner: ["c.owner", "rl.owner", "lc.owner"],
      industry: ["c.industry", "lc.industry"], tier: ["c.tier", "lc.tier"], channel: ["c.channel", "lc.channel"] },
  },
  ticket: {
    rows: [["rk", "tickets", same(["channel", "priority", "agent", "category"])]], through: through("c", customer),
  },
  survey: {
    rows: [["rs", "surveys", {}]],
    through: { ...through("c", customer), channel: ["rk.channel", "c.channel"], priority: ["rk.priority"], agent: ["rk.agent"] },
  },
  campaign_stats: { rows: [["rs", "campaign_stats", { campaign: "campaign_id" }]], through: { channel: ["a.channel"] } },
  spend: { rows: [["rs", "spend", {}]], extra: { channel: "s.channel", campaign: "s.campaign_id" }, through: { channel: ["a.channel"] } },
  traffic: { rows: [["rt", "traffic", same(["channel", "action"])]], through: {} },
};
