-- author: Jonas Lindqvist
-- date: 2024-09-02
-- description: Without the foreign key and the index that came with it

ALTER TABLE orders DROP FOREIGN KEY orders_address, DROP INDEX orders_address;
