-- author: Priya Raman
-- date: 2024-06-03
-- description: A trigger notes each change of a price

CREATE TRIGGER products_price_changed
AFTER UPDATE OF price ON products
FOR EACH ROW WHEN OLD.price <> NEW.price
BEGIN
    INSERT INTO price_changes (product_id, old_price, new_price)
    VALUES (NEW.id, OLD.price, NEW.price);
END;
