-- author: Priya Raman
-- date: 2024-06-03
-- description: Forgets the changes of prices

DROP TABLE price_changes;
