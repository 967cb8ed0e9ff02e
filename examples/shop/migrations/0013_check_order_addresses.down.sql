-- author: Jonas Lindqvist
-- date: 2024-09-02
-- description: Without the foreign key

ALTER TABLE orders DROP CONSTRAINT orders_address;
