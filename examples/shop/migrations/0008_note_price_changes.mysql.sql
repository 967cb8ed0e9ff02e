-- author: Priya Raman
-- date: 2024-06-03
-- description: A trigger notes each change of a price

CREATE TRIGGER products_price_changed
AFTER UPDATE ON products
FOR EACH ROW
BEGIN
    IF OLD.price <> NEW.price THEN
        INSERT INTO price_changes (product_id, old_price, new_price)
        VALUES (NEW.id, OLD.price, NEW.price);
    END IF;
END;
