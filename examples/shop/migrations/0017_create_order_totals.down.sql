-- author: Priya Raman
-- date: 2025-02-10
-- description: Without the view

DROP VIEW order_totals;
