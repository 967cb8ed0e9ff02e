-- author: Mira Okafor
-- date: 2024-05-13
-- description: Without stock

ALTER TABLE products DROP COLUMN stock;
