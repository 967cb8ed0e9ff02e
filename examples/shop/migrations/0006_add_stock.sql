-- author: Mira Okafor
-- date: 2024-05-13
-- description: How many of each product are on the shelf

ALTER TABLE products ADD COLUMN stock INTEGER NOT NULL DEFAULT 0;

UPDATE products SET stock = 40 WHERE category_id = 1;

UPDATE products SET stock = 5 WHERE category_id = 2;
