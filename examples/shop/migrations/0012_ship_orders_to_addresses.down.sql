-- author: Jonas Lindqvist
-- date: 2024-08-26
-- description: Orders without an address

ALTER TABLE orders DROP COLUMN address_id;
