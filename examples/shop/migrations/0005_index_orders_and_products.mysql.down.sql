-- author: Priya Raman
-- date: 2024-04-08
-- description: Without the two indexes (an index belongs to a table here)

DROP INDEX products_name ON products;

DROP INDEX orders_status_ordered_at ON orders;
