-- author: Priya Raman
-- date: 2024-06-03
-- description: A trigger notes each change of a price

CREATE FUNCTION note_price_change() RETURNS trigger AS $$
BEGIN
    INSERT INTO price_changes (product_id, old_price, new_price)
    VALUES (NEW.id, OLD.price, NEW.price);
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER products_price_changed
AFTER UPDATE OF price ON products
FOR EACH ROW WHEN (OLD.price <> NEW.price)
EXECUTE FUNCTION note_price_change();
