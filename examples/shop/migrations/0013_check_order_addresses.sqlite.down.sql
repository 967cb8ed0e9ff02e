-- author: Jonas Lindqvist
-- date: 2024-09-02
-- description: Without the foreign key

-- SQLite drops a constraint only by building the table anew.
PRAGMA foreign_keys = OFF;

CREATE TABLE orders_rebuilt (
    id         INTEGER     NOT NULL PRIMARY KEY,
    user_id    INTEGER     NOT NULL,
    status     VARCHAR(20) NOT NULL DEFAULT 'open',
    ordered_at TIMESTAMP   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    address_id INTEGER,
    CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id)
);

INSERT INTO orders_rebuilt (id, user_id, status, ordered_at, address_id)
SELECT id, user_id, status, ordered_at, address_id FROM orders;

DROP TABLE orders;

ALTER TABLE orders_rebuilt RENAME TO orders;

CREATE INDEX orders_status_ordered_at ON orders (status, ordered_at);

PRAGMA foreign_keys = ON;
