-- author: Mira Okafor
-- date: 2024-07-01
-- description: Ten per cent on everything, as agreed on 27 June

-- Running this twice makes it twenty-one per cent. The old prices cannot be computed
-- from the rounded new ones, but the trigger has noted them in price_changes.
UPDATE products SET price = ROUND(price * 1.10, 2);
