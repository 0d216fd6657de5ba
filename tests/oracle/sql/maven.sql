-- The Maven sample CRM as canonical files. customers.region stays empty; deals without an engage date are left out (rejected).
COPY (
  SELECT account AS id, account AS name, CASE sector WHEN 'technolgy' THEN 'technology' ELSE sector END AS industry, subsidiary_of AS parent_id
  FROM read_csv('{{in:accounts.csv}}', header = true, all_varchar = true)
  ORDER BY id)
TO '{{out:customers.csv}}' (HEADER);

COPY (
  SELECT opportunity_id AS id, account AS customer_id, p.sales_agent AS owner, CASE product WHEN 'GTXPro' THEN 'GTX Pro' ELSE product END AS product,
    strftime(strptime(engage_date, '%m/%d/%Y'), '%Y-%m-%d') AS created_at, strftime(strptime(close_date, '%m/%d/%Y'), '%Y-%m-%d') AS closed_at,
    CASE deal_stage WHEN 'Won' THEN 'won' WHEN 'Lost' THEN 'lost' ELSE 'open' END AS status, deal_stage AS stage, close_value AS amount,
    t.regional_office AS region, t.manager AS manager
  FROM read_csv('{{in:sales_pipeline.csv}}', header = true, all_varchar = true) p
  LEFT JOIN read_csv('{{in:sales_teams.csv}}', header = true, all_varchar = true) t ON t.sales_agent = p.sales_agent
  WHERE engage_date IS NOT NULL
  ORDER BY id)
TO '{{out:deals.csv}}' (HEADER);

COPY (
  SELECT product AS id, product AS name, series AS line, row_number() OVER (ORDER BY CAST(sales_price AS DOUBLE)) AS tier_rank, sales_price AS price
  FROM read_csv('{{in:products.csv}}', header = true, all_varchar = true)
  ORDER BY tier_rank)
TO '{{out:products.csv}}' (HEADER);
