// Each expectation: "kpi window day [segment]", value, numerator, denominator, sample (undefined: not checked, null: empty), or "no row".
import { years } from "./selfcheck_years.mjs";

const _ = undefined;
const berlin = { timeZone: "Europe/Berlin" };

export const companies = [
  {
    name: "orders hide deals from their day until deleted", config: {},
    files: {
      customers: `id,created_at,region
        A,2024-01-01,EMEA
        B,2024-01-01,`,
      deals: `id,customer_id,created_at,closed_at,status,amount,region
        D1,A,2024-01-01,2024-01-10,won,100,
        D2,B,2024-01-02,2024-01-12,won,50,
        D3,B,2024-01-02,2024-01-01,won,70,`, // closed before created: rejected
      orders: `id,customer_id,deal_id,ordered_at,status,amount,deleted_at
        O1,A,D1,2024-01-20,paid,80,2024-01-25
        O2,B,D2,2024-01-15,pending,50,`,
    },
    expected: [
      ["revenue 30 2024-01-09", null, null, null, 0],            // no sale yet: not delivered
      ["revenue 30 2024-01-12", 150, null, null, 2],             // D1 100 + D2 50
      ["revenue 30 2024-01-15", 100, null, null, 1],             // O2 (pending) hides D2
      ["revenue 30 2024-01-20", 80, null, null, 1],              // O1 80 instead of D1 100
      ["revenue 30 2024-01-25", 100, null, null, 1],             // O1 deleted: D1 again
      ["revenue 30 2024-01-20 region=EMEA", 80],
      ["revenue 30 2024-01-11 region=(none)", "no row"],         // B's first sale is on the 12th
      ["revenue 30 2024-01-20 region=(none)", 0, null, null, 0], // and then always
      ["new_customers 30 2024-01-12", 2], ["new_customers 30 2024-01-15", 1],
      ["deals_won 30 2024-01-20", 2],                            // deal KPIs aren't affected by orders
      ["active_customers 0 2024-01-15", 1],                      // activity: A only
      ["sales_cycle_days 90 2024-01-12", 9.5, null, null, 2],    // 9 and 10 days
      ["win_rate 90 2024-01-05", null, 0, 0, 0],                 // delivered (created), nothing closed
      ["cac 90 2024-01-20", null, null, null, 0],                // spend not delivered
    ],
  },
  {
    name: "clock changes and local days", config: berlin,
    files: {
      // 02:30 on 31 March doesn't exist: 03:30 = 01:30Z; 02:30 on 27 October occurs twice: the earlier, 00:30Z
      tickets: `id,created_at,resolved_at,status
        T1,2024-03-31T02:30,2024-03-31T02:30:00Z,closed
        T2,2024-10-27T02:30,2024-10-27T01:30:00Z,closed
        T3,2024-03-30,2024-03-31T12:00:00+02:00,resolved`,
      orders: `id,ordered_at,amount
        O1,2024-01-31T23:30:00Z,10
        O2,2024-06-01T00:30:00+05:30,5`, // 31 May 19:00Z = 21:00 in Berlin
    },
    expected: [
      ["resolution_hours_mean 30 2024-03-31", 12.5, 25, 2, 2], // T1 1 h, T3 one local day (no time) = 24 h
      ["resolution_hours_mean 30 2024-10-27", 1, 1, 1, 1],
      ["revenue 1 2024-01-31", null], ["revenue 1 2024-02-01", 10], ["revenue 1 2024-05-31", 5], ["revenue 1 2024-06-01", 0],
    ],
  },
  {
    name: "order lines, products, rates", config: { reportingCurrency: "EUR" },
    files: {
      orders: `id,customer_id,ordered_at,amount,currency,items
        O1,A,2024-01-10,90,,
        O2,A,2024-01-20,100,USD,4
        O3,B,2024-01-04,100,USD,`, // before the first rate: unknown amount, no items
      order_lines: `order_id,line,customer_id,ordered_at,product,quantity,unit_price,status
        O1,1,,,P1,1,10,
        O1,2,,,Two,2,10,
        O1,3,,,P3,1,10,cancelled
        Q1,10,Z,2024-01-12,P1,2,5,
        Q1,2,B,2024-01-13,P3,1,-3,`, // known only by lines: 10 - 3 = 7, the lowest line (2) is B's, day the 12th
      products: `id,name,line,tier_rank
        P1,One,L,1
        P2,Two,L,2
        P3,Three,M,3`,
      fx_rates: `day,currency,rate
        2024-01-05,usd,0.9
        2024-01-25,USD,5`,
    },
    expected: [
      ["revenue 30 2024-01-31", 187, null, null, 3],             // 90 + 100 x 0.9 + 7; O3 unknown (but a sale)
      ["average_order_value 30 2024-01-31", 187 / 3, 187, 3, 3],
      ["purchase_frequency 365 2024-01-31", 2, 4, 2, 2],         // O1 O2 of A, O3 Q1 of B
      ["items_per_order 30 2024-01-31", 10 / 3, 10, 3, 3],       // O1 1+2, O2 4, Q1 2+1
      ["revenue 30 2024-01-31 product=P1", 40, null, null, 2],   // 90 x 10/30 + 7 x 10/7
      ["revenue 30 2024-01-31 product=Two", 60, null, null, 1],
      ["revenue 30 2024-01-31 product=P3", -3, null, null, 1],   // 7 x -3/7; O1's cancelled line doesn't count
      ["revenue 30 2024-01-31 product=(none)", 90, null, null, 1],
      ["revenue 30 2024-01-31 product_line=L", 100, null, null, 2], // O1 once: 90, Q1 10
      ["revenue_new 30 2024-01-31", 90, null, null, 1],          // O1 of A and O3 of B (unknown amount); Q1 is B's second
      ["revenue_existing 30 2024-01-31", 97, null, null, 2],     // O2 90, Q1 7
      ["clv_historic 0 2024-01-31", 93.5, 187, 2, 2],
    ],
  },
  {
    name: "leads", config: {},
    files: {
      leads: `id,created_at,converted_at,customer_id,email,region
        L1,2024-01-01T10:00Z,2024-01-31T10:00Z,, a@X.com ,Nord%=&
        L2,2024-01-01T10:00Z,2024-01-31T10:00:01Z,,shared@x.com,
        L3,2024-01-01,2024-01-31,,,
        L4,2024-01-05T10:00Z,2024-01-05T09:00Z,,,`, // converted before created: rejected
      customers: `id,email,region,tier
        A,A@x.com,Süd,Gold
        B,shared@x.com,West,
        C,shared@x.com,Ost,`,
      deals: `id,lead_id,customer_id,created_at,deleted_at
        D1,L2,B,2024-01-20,
        D2,L3,C,2024-01-20,2024-02-10`,
      orders: `id,customer_id,ordered_at,amount
        O1,A,2024-01-15T10:00Z,5
        O2,B,2023-12-31,5
        O3,C,2024-01-31T23:00Z,5`,
      interactions: `id,lead_id,at,direction,outcome
        I0,L1,2024-01-01T09:00Z,outbound,
        I1,L1,2024-01-01T10:04Z,outbound,
        I2,L2,2024-01-02T10:00Z,outbound,responded
        I3,L1,2024-01-03T10:04Z,inbound,`,
    },
    expected: [
      ["lead_conversion_rate 90 2024-01-30", null, 0, 0, 0],        // the cohort ends on 31 December
      ["lead_conversion_rate 90 2024-01-31", 200 / 3, 2, 3, 3],     // L1 720 h exactly, L3 30 days; L2 a second late
      ["lead_to_customer_rate 90 2024-01-31", 200 / 3, 2, 3, 3],    // L1's A by e-mail; L3's C on day 30 (a date); L2's B bought before
      ["lead_to_customer_rate 90 2024-02-10", 100 / 3, 1, 3, 3],    // D2 deleted
      ["new_leads 30 2024-01-02", 3],
      ["new_leads 30 2024-01-02 region=Nord%25%3D%26", 1],
      ["new_leads 30 2024-01-02 region=(none)", 2],
      ["new_leads 30 2024-01-02 tier=Gold", 1],                     // through the customer found by e-mail
      ["new_leads 30 2024-01-01 first_response_bucket=(none)", 2],
      ["new_leads 30 2024-01-01 first_response_bucket=over-24h", "no row"],
      ["new_leads 30 2024-01-02 first_response_bucket=over-24h", 1],
      ["new_leads 30 2024-01-02 first_response_bucket=0-5min", 1],
      ["first_touch_hours 30 2024-01-02", (4 / 60 + 24) / 2, null, null, 2],
      ["contact_attempts 30 2024-01-02", 3],
      ["contact_response_rate 30 2024-01-02", 50, 1, 2, 2],         // L2 responded on the attempt
      ["contact_response_rate 30 2024-01-03", 100, 2, 2, 2],
      ["outreach_to_action_days 30 2024-01-03", (2 + 64 / 1440) / 2, null, null, 2], // L1: 1 Jan 09:00 .. 3 Jan 10:04; L2: 0
    ],
  },
  {
    name: "churn, deletion, merge", config: { lifespanCapYears: 5 },
    files: {
      customers: `id,created_at,churned_at,merged_into,modified_at,deleted_at,region
        A,2023-01-01,,,,,R
        B,2023-01-01,2024-01-15,,,,
        C,2023-01-01,,,,2024-01-20,
        D,2023-01-01,,A,2024-01-10,,
        P,2023-01-01,,,,,`,
      orders: `id,customer_id,ordered_at,amount
        O1,A,2024-01-05,100
        O2,D,2024-01-06,40
        O3,C,2023-10-05,10
        O4,C,2024-01-18,30
        O5,A,2023-10-05,50`,
    },
    expected: [
      ["active_customers 0 2024-01-09", 5], ["active_customers 0 2024-01-10", 4], ["active_customers 0 2024-01-20", 2], // A, P
      ["retention_rate 30 2024-01-19", 75, 3, 4, 4],            // A B C P on 20 Dec; B lost
      ["retention_rate 30 2024-01-31", 200 / 3, 2, 3, 3],       // A B P: C was deleted, D merged
      ["churn_rate 30 2024-01-31", 100 / 3, 1, 3, 3],
      ["clv 365 2024-01-31", 345, 690, 2, 2],                   // (100+40+50 + 10+30) x 1/(1/3) / (A, C)
      ["net_revenue_retention 90 2024-01-31", 100 * 170 / 60, 170, 60, 2], // before (5 Aug..2 Nov): A 50, C 10; now A 140, C 30
      ["gross_revenue_retention 90 2024-01-31", 100, 60, 60, 2],           // min(140,50) + min(30,10)
      ["returning_customer_rate 30 2024-01-31", 100, 2, 2, 2],
      ["repeat_purchase_rate 365 2024-01-31", 100, 2, 2, 2],
      ["dormant_rate 0 2024-01-31", 0, 0, 1, 1],                // A; C is deleted
      ["dormant_customers 0 2024-04-30", 1],                    // A's last sale is 115 days ago
      ["days_since_last_interaction 0 2024-01-31", 25, null, null, 1], // A: 6 January; P has nothing
      ["new_customers 30 2024-01-31", 0],
    ],
  },
  {
    name: "answers", config: {},
    files: {
      tickets: `id,customer_id,created_at,channel,replies,reopened,resolved_at,status
        T1,B,2024-01-01,web,1,,2024-01-02,
        T2,B,2024-01-01,web,1,yes,2024-01-02,
        T3,B,2024-01-01,,2,no,2024-01-02,open
        T4,B,2024-01-01,web,,1,2024-01-02,closed`, // T3 is open: resolved_at ignored
      customers: `id,channel
        B,phone`,
      surveys: `id,customer_id,ticket_id,at,kind,score,scale_max
        S1,A,,2024-01-05,nps,9,
        S2,A,,2024-01-06,nps,3,
        S3,,,2024-01-06,nps,10,10
        S4,,T3,2024-01-06,NPS,8,10
        S5,A,,2024-01-07,nps,9,100
        S6,,T1,2024-01-07,csat,good,
        S7,,T3,2024-01-07,csat,4,
        S8,,,2024-01-07,csat,3.9,
        S9,,,2024-01-07,csat,6,
        SA,,,2024-01-07,ces,5,
        SB,,,2024-01-07,ces,49,70
        SC,,,2024-01-07,ces,good,`,
    },
    expected: [
      ["nps 90 2024-01-07", 0, 0, 3, 3],                   // A's latest is 3; S3 10 alone; B 8; S5 isn't on the scale of 10
      ["nps 90 2024-01-05", 100, 1, 1, 1],
      ["csat 30 2024-01-07", 200 / 3, 2, 3, 3],            // S9 is above the scale: rejected
      ["csat 30 2024-01-07 channel=web", 100, 1, 1, 1],
      ["csat 30 2024-01-07 channel=phone", 100, 1, 1, 1],  // T3 has no channel: its survey's customer's
      ["csat 30 2024-01-07 channel=(none)", 0, 0, 1, 1],
      ["ces 30 2024-01-07", 50, 1, 2, 2],                  // 5 of 7 yes; 49 of 70: 343 < 350; a text is rejected
      ["ticket_backlog 0 2024-01-02", 1], ["ticket_backlog 0 2024-01-01", 4],
      ["first_contact_resolution 30 2024-01-02", 50, 1, 2, 2], // T1 yes, T2 reopened; T4 doesn't state its replies
      ["reopen_rate 30 2024-01-02", 100, 2, 2, 2],         // T2, T4; T1 doesn't state it
      ["ticket_backlog 0 2024-01-02 channel=phone", 1],
    ],
  },
  {
    name: "spend and return", config: { margin: 0.5 },
    files: {
      campaigns: `id,channel,started_at,ended_at,cost
        C1,web,2024-01-01,2024-01-31,310
        C2,phone,2024-01-01,2024-01-31,999`, // C2 has a spend record: its own cost isn't read
      spend: `day,category,channel,campaign_id,amount,amortise_months
        2024-01-31,sales,,,290,1
        2024-01-10,Marketing,,C2,50,
        2024-01-10,marketing,,C2,10,
        2024-01-10,crm,,,40,
        2024-01-10,service,phone,,30,
        2024-01-10,other,,,-5,`, // 31 Jan + 1 month: 29 days to 28 Feb, 10 a day; the two of C2 add up to 60; -5 is rejected
      leads: `id,created_at,campaign_id
        L1,2024-01-10,C1
        L2,2024-01-10,
        L3,2024-01-31,C1`,
      customers: `id,channel,created_at
        A,web,2024-01-01
        B,,2024-01-01`,
      orders: `id,customer_id,ordered_at,amount,campaign_id
        O1,A,2024-01-05,1000,C1
        O2,B,2024-01-06,400,`,
      tickets: `id,created_at,resolved_at,channel
        T1,2024-01-10,2024-01-12,phone`,
    },
    expected: [
      ["cost_per_lead 30 2024-01-31", 120, 360, 3, 3],                // C1 300 (2..31 Jan) + C2 60
      ["cost_per_lead 30 2024-01-31 campaign=C1", 150, 300, 2, 2],
      ["cost_per_lead 30 2024-01-31 campaign=C2", null, 60, 0, 0],
      ["cost_per_lead 30 2024-01-31 campaign=(none)", 0, 0, 1, 1],
      ["cac 90 2024-01-31", 190, 380, 2, 2],                          // 310 + 60 + 10
      ["cac 90 2024-01-31 channel=web", 310, 310, 1, 1],              // C1 through the campaign's channel
      ["cac 90 2024-01-31 channel=phone", null, 60, 0, 0],
      ["cac 90 2024-01-31 channel=(none)", 10, 10, 1, 1],
      ["cac 90 2024-02-28", 330, 660, 2, 2],                          // 310 + 60 + 290
      ["cac 90 2024-02-29", 330, 660, 2, 2],
      ["expense_to_revenue 90 2024-01-31", 100 * 450 / 1400, 450, 1400, 2], // 310 + 60 + 40 + 30 + 10
      ["revenue_attributed 30 2024-01-31", 1000, null, null, 1],
      ["revenue_attributed_share 90 2024-01-31", 1000 / 14, 1000, 1400, 1],
      ["campaign_roi 90 2024-01-31", 100 * 130 / 370, 130, 370, 1],   // 1000 x 0.5 - (310 + 60)
      ["crm_roi 365 2024-01-31", 100 * 90 / 410, 90, 410, 1],         // 500 - (310 + 60 + 40)
      ["cost_per_ticket 30 2024-01-31", 30, 30, 1, 1],
      ["clv 365 2024-01-31", 3500, 7000, 2, 2],                       // 1400 / 2 x 5 years (no cohort: the cap)
      ["clv_to_cac 365 2024-01-31", 3500 / 190, 3500, 190, 2],
      ["retention_cost 365 2024-01-31", null, 30, 0, 0],
      ["cac_to_retention_cost 365 2024-01-31", null, 190, null, 0],
      ["crm_roi 365 2024-01-31 channel=web", "no row"],
    ],
  },
  {
    name: "renewal, upsell, cross-sell, upgrade", config: {},
    files: {
      products: `id,name,line,tier_rank
        P1,One,L,1
        P2,Two,L,2
        P3,Three,M,`,
      deals: `id,customer_id,created_at,closed_at,status,type,amount,product
        D1,A,2024-01-01,2024-01-01,won,new,100,P1
        D2,A,2024-01-01,2024-06-01,won,Renewal,120,P2
        D3,A,2024-01-01,2024-06-10,won,renewal,120,
        D4,B,2024-01-01,2024-01-01,won,new,80,P2
        D5,B,2024-01-01,2024-06-05,won, RENEWAL ,,P3
        D6,B,2024-01-01,2024-06-20,lost,renewal,50,P1
        D7,B,2024-01-01,2024-07-20,won,new,100,P1
        D8,C,2024-01-01,2024-01-02,won,new,10,
        D9,C,2024-01-01,2024-06-02,won,UPSELL,10,P2`,
    },
    expected: [
      ["renewal_expansion_rate 90 2024-06-30", 100 / 3, 1, 3, 3], // D2 120 > 100; D3 120 = 120; D5 unknown
      ["upsell_rate 90 2024-06-30", 200 / 3, 2, 3, 3],            // A P1 -> P2; C typed (bought nothing ranked before)
      ["cross_sell_rate 90 2024-06-30", 100 / 3, 1, 3, 3],        // B line M; C knew no line before
      ["upgrade_rate 90 2024-06-30", 50, 1, 2, 2],                // A 1 -> 2 (D3 states no product); B 2 -> unranked; C has none before
      ["win_rate 90 2024-06-30", 80, 4, 5, 5],
      ["win_rate_value 90 2024-06-30", 100 * 250 / 300, 250, 300, 4],
      ["average_deal_size 90 2024-06-30", 250 / 3, 250, 3, 3],
      ["pipeline_value 0 2024-06-30", 100, null, null, 1],        // D7 closes later
      ["sales_cycle_days 90 2024-06-30", 154.5, null, null, 4],   // 152, 153, 156, 161 days
      ["pipeline_velocity 90 2024-06-30", (250 / 3) * 0.8 / 154.5, (250 / 3) * 0.8, 154.5, 4],
      ["pipeline_velocity 90 2024-07-20", 0, 0, 156, 5],          // nothing open: 152, 153, 156, 161, 201
    ],
  },
  {
    name: "business hours", config: { businessHours: { fri: ["09:00", "17:00"], mon: ["09:00", "17:00"], tue: ["09:00", "17:00"] }, holidays: ["2024-01-08"] },
    files: {
      tickets: `id,created_at,first_response_at
        T1,2024-01-05T16:00,2024-01-09T10:00
        T2,2024-01-05,2024-01-06`, // 5 Jan is a Friday, Monday the 8th a holiday; T2 has no times: one day
    },
    expected: [
      ["response_minutes_mean 30 2024-01-09", (120 + 1440) / 2, 1560, 2, 2],
      ["response_minutes_median 30 2024-01-06", 1440, null, null, 1],
    ],
  },
  {
    name: "messages, traffic, engagement", config: { activeBasis: "status", unresponsiveAfter: 2 },
    files: {
      customers: `id,created_at,region
        A,2024-01-01,N
        B,2024-01-01,S`,
      contacts: `id,customer_id,email,deleted_at
        N1,B,n@x.com,2024-01-20`,
      leads: `id,created_at
        L1,2024-01-01
        L2,2024-01-01`,
      interactions: `id,customer_id,contact_id,lead_id,at,type,direction,outcome
        I1,A,,,2024-01-02,call,inbound,
        I2,A,,,2024-01-02,note,,
        I3,,N1,,2024-01-03,Visit,,
        I4,A,,,2024-01-03,email,outbound,
        I5,,,L1,2024-01-03,email,outbound,
        I6,,,L1,2024-01-04,email,outbound,responded
        I7,,,L1,2024-01-05,email,outbound,
        I8,,,L2,2024-01-03,email,outbound,
        I9,,,L2,2024-01-03,email,outbound,`,
      campaign_stats: `campaign_id,day,sent,delivered,opened,bounced
        C1,2024-01-02,60,50,,10
        C1,2024-01-02,40,,20,
        C1,2024-01-03,10,10,,`,
      traffic: `day,channel,action,visitors,conversions
        2024-01-02,web,buy,100,5
        2024-01-02,web,,70,`,
    },
    expected: [
      ["engagement_per_customer 30 2024-01-05", 1, 2, 2, 2],       // I1 of A, I3 of B
      ["engaged_customers_rate 30 2024-01-05", 100, 2, 2, 2],
      ["engaged_customers_rate 30 2024-01-20", 50, 1, 2, 2],       // the contact is deleted: I3 belongs to nobody
      ["contact_attempts 30 2024-01-05", 6],
      ["contact_attempts 30 2024-01-05 region=N", 1],
      ["unresponsive_prospects 0 2024-01-05", 1],                  // L2 twice; L1 once after its response
      ["campaign_messages 30 2024-01-03", 110, null, null, 110],
      ["email_open_rate 30 2024-01-03", 40, 20, 50, 50],           // the second day states no opens
      ["bounce_rate 30 2024-01-03", 10, 10, 100, 100],
      ["visitor_conversion_rate 30 2024-01-03", 5, 5, 100, 100],
      ["new_customers 30 2024-01-05", null, null, null, 0],        // also needs sales
      ["active_customers 0 2024-01-05 region=S", 1],
    ],
  },
  {
    name: "growth, lost deals, tickets, campaigns", config: {},
    files: {
      orders: `id,customer_id,ordered_at,amount
        O1,A,2024-01-01,100
        O2,A,2024-01-15,50
        O3,A,2024-02-10,90
        O4,B,2024-02-12,30`,
      deals: `id,customer_id,created_at,closed_at,status,amount
        D1,A,2024-01-20,2024-02-01,lost,10
        D2,B,2023-11-01,2023-12-01,lost,20`,
      tickets: `id,created_at,resolved_at,status,handle_minutes
        T1,2024-02-15,,,
        T2,2024-02-01T08:00:00Z,2024-02-01T20:00:00Z,closed,10
        T3,2024-02-02T00:00:00Z,2024-02-03T06:00:00Z,closed,
        T4,2024-02-03T00:00:00Z,2024-02-03T18:00:00Z,resolved,25`,
      campaign_stats: `campaign_id,day,delivered,clicked,unsubscribed,complained,responses
        C1,2024-02-10,90,9,2,1,6
        C2,2024-02-11,10,,1,,1`,
    },
    expected: [
      ["revenue_growth 30 2024-02-15", -20, -30, 150, 2],           // 90 + 30 after 100 + 50
      ["revenue_growth_existing 30 2024-02-15", 80, 40, 50, 1],     // 90 after 50: O1 and O4 are first sales
      ["deals_lost 30 2024-02-15", 1, null, null, 1],
      ["tickets_created 1 2024-02-15", 1], ["tickets_created 30 2024-02-15", 4],
      ["resolution_hours_median 30 2024-02-15", 18, null, null, 3], // 12, 30, 18
      ["average_handling_minutes 30 2024-02-15", 17.5, 35, 2, 2],   // T3 doesn't say
      ["campaign_response_rate 30 2024-02-15", 7, 7, 100, 100],
      ["email_click_rate 30 2024-02-15", 10, 9, 90, 90],            // C2 doesn't say
      ["unsubscribe_rate 30 2024-02-15", 3, 3, 100, 100],
      ["complaint_rate 30 2024-02-15", 100 / 90, 1, 90, 90],
    ],
  },
  years,
];
