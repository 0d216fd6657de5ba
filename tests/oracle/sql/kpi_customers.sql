-- Customers: who is new, who is active. Source: kpis.md section 4 "Retention and value".

INSERT INTO part BY NAME
SELECT 'active_customers' AS kpi, 0 AS win, segment, d, count(*) AS value
FROM active_d a JOIN seg_customer g ON g.fk = a.customer WHERE n = 0 GROUP BY ALL;

INSERT INTO part BY NAME
SELECT 'new_customers' AS kpi, w.n AS win, segment, d, count(*) AS value
FROM customer_d c JOIN (VALUES (1), (30)) w(n) ON c.first_sale.day > c.d - w.n AND c.first_sale.day <= c.d
JOIN seg_customer g ON g.fk = c.customer GROUP BY ALL;
