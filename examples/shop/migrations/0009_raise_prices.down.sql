-- author: Mira Okafor
-- date: 2024-07-01
-- description: Takes it back

-- The trigger writes to price_changes whenever a price changes, and MySQL refuses to read that
-- table in the same statement: so the old prices go into a table of their own first.
CREATE TABLE old_prices (
    product_id INTEGER        NOT NULL PRIMARY KEY,
    price      DECIMAL(10, 2) NOT NULL
);

INSERT INTO old_prices (product_id, price)
SELECT product_id, MIN(old_price)
FROM price_changes
GROUP BY product_id;

UPDATE products
SET price = (SELECT old_prices.price FROM old_prices WHERE old_prices.product_id = products.id)
WHERE id IN (SELECT old_prices.product_id FROM old_prices);

DELETE FROM price_changes;

DROP TABLE old_prices;
