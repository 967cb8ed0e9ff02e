-- author: Jonas Lindqvist
-- date: 2024-03-11
-- description: Back to no orders

DROP TABLE order_lines;

DROP TABLE orders;
