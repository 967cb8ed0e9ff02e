-- author: Mira Okafor
-- date: 2025-03-03
-- description: What was left open for a year goes back to the shelf

-- First the goods, while one can still see which orders are open; once only, or the
-- shelf fills by itself.
UPDATE products
SET stock = stock + (
    SELECT COALESCE(SUM(order_lines.quantity), 0)
    FROM order_lines
    JOIN orders ON orders.id = order_lines.order_id
    WHERE order_lines.product_id = products.id
      AND orders.status = 'open'
      AND orders.ordered_at < '2024-03-01 00:00:00');

UPDATE orders
SET status = 'abandoned'
WHERE status = 'open' AND ordered_at < '2024-03-01 00:00:00';
