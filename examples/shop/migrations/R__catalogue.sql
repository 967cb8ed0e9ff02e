-- author: Priya Raman
-- date: 2025-02-10
-- description: What the web shop shows; edit and run again

DROP VIEW IF EXISTS catalogue;

CREATE VIEW catalogue AS
SELECT products.id AS product_id,
       products.name AS product,
       categories.name AS category,
       products.price
FROM products
JOIN categories ON categories.id = products.category_id;
