-- author: Priya Raman
-- date: 2024-04-08
-- description: The two slowest queries of the back office

CREATE INDEX orders_status_ordered_at ON orders (status, ordered_at);

CREATE INDEX products_name ON products (name);
