-- author: Jonas Lindqvist
-- date: 2024-03-18
-- description: Takes out what the import brought

DELETE FROM order_lines WHERE order_id IN (1, 2, 3, 4);

DELETE FROM orders WHERE id IN (1, 2, 3, 4);

DELETE FROM products WHERE id IN (1, 2, 3);

DELETE FROM categories WHERE id IN (1, 2);

DELETE FROM users WHERE id IN (1, 2, 3);
