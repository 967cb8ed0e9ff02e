-- author: Priya Raman
-- date: 2024-11-18
-- description: Without loyalty points

ALTER TABLE users DROP COLUMN points;
