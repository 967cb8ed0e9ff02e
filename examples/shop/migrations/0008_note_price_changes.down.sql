-- author: Priya Raman
-- date: 2024-06-03
-- description: Prices change unnoted

DROP TRIGGER products_price_changed;
