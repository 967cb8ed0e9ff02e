-- author: Jonas Lindqvist
-- date: 2024-09-02
-- description: An order goes only to an address that exists

-- SQLite adds a constraint only by building the table anew. The foreign keys are off
-- meanwhile: order_lines refers to the table that is dropped.
PRAGMA foreign_keys = OFF;

CREATE TABLE orders_rebuilt (
    id         INTEGER     NOT NULL PRIMARY KEY,
    user_id    INTEGER     NOT NULL,
    status     VARCHAR(20) NOT NULL DEFAULT 'open',
    ordered_at TIMESTAMP   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    address_id INTEGER,
    CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT orders_address FOREIGN KEY (address_id) REFERENCES addresses (id)
);

INSERT INTO orders_rebuilt (id, user_id, status, ordered_at, address_id)
SELECT id, user_id, status, ordered_at, address_id FROM orders;

DROP TABLE orders;

ALTER TABLE orders_rebuilt RENAME TO orders;

CREATE INDEX orders_status_ordered_at ON orders (status, ordered_at);

PRAGMA foreign_keys = ON;
