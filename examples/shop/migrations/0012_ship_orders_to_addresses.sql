-- author: Jonas Lindqvist
-- date: 2024-08-26
-- description: Which address an order goes to

ALTER TABLE orders ADD COLUMN address_id INTEGER;

UPDATE orders
SET address_id = (SELECT MIN(addresses.id) FROM addresses WHERE addresses.user_id = orders.user_id);
