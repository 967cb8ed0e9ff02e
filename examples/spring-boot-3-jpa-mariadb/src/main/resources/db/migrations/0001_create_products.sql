CREATE TABLE product (
    id bigint PRIMARY KEY,
    name varchar(80) NOT NULL
);

CREATE INDEX product_name ON product (name);
