-- author: Priya Raman
-- date: 2024-06-03
-- description: Where each change of a price is noted

-- In SQLite an INTEGER PRIMARY KEY counts up by itself.
CREATE TABLE price_changes (
    id         INTEGER        PRIMARY KEY,
    product_id INTEGER        NOT NULL,
    old_price  DECIMAL(10, 2) NOT NULL,
    new_price  DECIMAL(10, 2) NOT NULL,
    changed_at TIMESTAMP      NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT price_changes_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);
