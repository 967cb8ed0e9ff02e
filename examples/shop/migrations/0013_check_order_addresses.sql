-- author: Jonas Lindqvist
-- date: 2024-09-02
-- description: An order goes only to an address that exists

ALTER TABLE orders
    ADD CONSTRAINT orders_address FOREIGN KEY (address_id) REFERENCES addresses (id);
