// A company over two years whose values were worked out by hand: windows of a year, what it costs to win and to keep, and every window that
// the other companies leave out. W(365) to 31 December 2024 begins on 2 January (a leap year); the 365 days before on 2 January 2023.
export const years = {
  name: "windows of a year", config: {},
  files: {
    customers: `id,created_at,churned_at
      A,2023-03-01,
      B,2023-03-01,2024-06-01
      C,2023-03-01,
      E,2023-03-01,
      F,2024-05-01,`,
    orders: `id,customer_id,ordered_at,amount,campaign_id
      A1,A,2023-04-10,100,
      A2,A,2024-02-10,250,
      A3,A,2024-12-20,50,K1
      B1,B,2023-05-10,200,
      C1,C,2023-06-10,300,
      C2,C,2024-03-10,150,
      C3,C,2024-05-20,200,
      E1,E,2023-07-10,400,
      E2,E,2024-08-01,40,
      F1,F,2024-05-10,90,K1
      F2,F,2024-12-31,60,`,
    spend: `day,category,amount
      2023-12-01,marketing,7777
      2024-02-01,marketing,1000
      2024-03-01,sales,500
      2024-04-01,retention,120
      2024-05-01,service,180`,
    leads: `id,created_at
      L1,2024-12-31
      L2,2024-12-30`,
    deals: `id,created_at,closed_at,status,amount
      P1,2024-12-01,,open,700
      P2,2024-11-01,2025-02-01,won,50`,
    tickets: `id,created_at,resolved_at,reopened
      T1,2024-12-01,2024-12-10,true
      T2,2024-12-01,2024-12-11,false
      T3,2024-12-01,2024-12-12,
      T4,2024-12-01,2024-12-13,no`,
    surveys: `id,customer_id,at,kind,score
      S1,A,2024-10-20,nps,2
      S2,A,2024-12-01,nps,10
      S3,B,2024-11-01,nps,3
      S4,C,2024-12-05,nps,8
      S5,F,2024-12-06,nps,9`,
    interactions: `id,customer_id,at,direction
      I1,E,2024-12-15,inbound`,
  },
  expected: [
    ["retention_rate 365 2024-12-31", 75, 3, 4, 4],               // of A, B, C, E (F came later) B is lost
    ["churn_rate 365 2024-12-31", 25, 1, 4, 4],
    ["cac 365 2024-12-31", 1500, 1500, 1, 1],                     // 1000 + 500; F alone is new
    ["retention_cost 365 2024-12-31", 100, 300, 3, 3],            // 120 + 180; A, C, E were kept
    ["cac_to_retention_cost 365 2024-12-31", 15, 1500, 100, 3],
    ["net_revenue_retention 365 2024-12-31", 69, 690, 1000, 4],   // A 300, C 350, E 40 after 100, 300, 400, and B's 200
    ["gross_revenue_retention 365 2024-12-31", 44, 440, 1000, 4], // A at most 100, C 300, E 40
    ["gross_revenue_retention 90 2024-06-08", 37.5, 150, 400, 2], // A 0 after 250, C 200 after 150
    ["net_revenue_retention 90 2024-06-08", 50, 200, 400, 2],
    ["returning_customer_rate 365 2024-12-31", 75, 3, 4, 4],      // A, C, E of A, B, C, E
    ["returning_customer_rate 30 2024-12-31", 40, 2, 5, 5],       // A and F of all five
    ["revenue_growth 365 2024-12-31", -16, -160, 1000, 4],        // 840 after 1000
    ["repeat_purchase_rate 365 2024-12-31", 75, 3, 4, 4],         // A, C, F of A, C, E, F
    ["revenue 90 2024-12-31", 110, null, null, 2],                // A3, F2
    ["revenue_attributed 90 2024-12-31", 50, null, null, 1],      // A3
    ["new_customers 1 2024-05-10", 1, null, null, 1],
    ["new_customers 1 2024-12-31", 0, null, null, 0],
    ["new_leads 1 2024-12-31", 1, null, null, 1],
    ["dormant_rate 0 2024-12-31", 25, 1, 4, 4],                   // C of A, C, E, F: E wrote on the 15th
    ["pipeline_value 0 2024-12-31", 750, null, null, 2],          // P2 closes later
    ["reopen_rate 30 2024-12-31", 100 / 3, 1, 3, 3],              // T3 doesn't say
    ["nps 90 2024-12-31", 25, 1, 4, 4],                           // A and F promote, B detracts; A's first answer is superseded
  ],
};
