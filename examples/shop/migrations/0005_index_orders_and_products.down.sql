-- author: Priya Raman
-- date: 2024-04-08
-- description: Without the two indexes

DROP INDEX products_name;

DROP INDEX orders_status_ordered_at;
