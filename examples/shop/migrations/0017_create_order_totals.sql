-- author: Priya Raman
-- date: 2025-02-10
-- description: What each order comes to

CREATE VIEW order_totals AS
SELECT orders.id AS order_id,
       orders.user_id,
       orders.status,
       SUM(order_lines.quantity * order_lines.unit_price) AS total
FROM orders
JOIN order_lines ON order_lines.order_id = orders.id
GROUP BY orders.id, orders.user_id, orders.status;
