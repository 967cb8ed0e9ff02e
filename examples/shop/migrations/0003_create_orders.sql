-- author: Jonas Lindqvist
-- date: 2024-03-11
-- description: Orders and their lines

CREATE TABLE orders (
    id         INTEGER     NOT NULL PRIMARY KEY,
    user_id    INTEGER     NOT NULL,
    status     VARCHAR(20) NOT NULL DEFAULT 'open',
    ordered_at TIMESTAMP   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id)
);

-- The price is copied into the line: an order keeps the price of its day.
CREATE TABLE order_lines (
    order_id    INTEGER        NOT NULL,
    line_number INTEGER        NOT NULL,
    product_id  INTEGER        NOT NULL,
    quantity    INTEGER        NOT NULL,
    unit_price  DECIMAL(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line_number),
    CONSTRAINT order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT order_lines_product FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT order_lines_quantity CHECK (quantity > 0)
);
