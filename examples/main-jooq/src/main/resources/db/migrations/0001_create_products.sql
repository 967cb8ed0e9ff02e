CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE INDEX product_name ON product (name);
