-- author: Priya Raman
-- date: 2024-06-03
-- description: Prices change unnoted

DROP TRIGGER products_price_changed ON products;

DROP FUNCTION note_price_change();
