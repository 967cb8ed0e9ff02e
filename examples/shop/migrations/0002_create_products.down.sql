-- author: Mira Okafor
-- date: 2024-03-04
-- description: Back to no products

-- R__catalogue.sql made it of these two tables, and PostgreSQL does not drop a table below a view.
DROP VIEW IF EXISTS catalogue;

DROP TABLE products;

DROP TABLE categories;
