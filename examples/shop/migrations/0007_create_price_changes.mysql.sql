-- author: Priya Raman
-- date: 2024-06-03
-- description: Where each change of a price is noted

CREATE TABLE price_changes (
    id         INTEGER        NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id INTEGER        NOT NULL,
    old_price  DECIMAL(10, 2) NOT NULL,
    new_price  DECIMAL(10, 2) NOT NULL,
    changed_at TIMESTAMP      NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT price_changes_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);
