-- author: Mira Okafor
-- date: 2024-03-04
-- description: What the shop sells, in categories

CREATE TABLE categories (
    id   INTEGER      NOT NULL PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    CONSTRAINT categories_name_unique UNIQUE (name)
);

CREATE TABLE products (
    id          INTEGER        NOT NULL PRIMARY KEY,
    category_id INTEGER        NOT NULL,
    name        VARCHAR(200)   NOT NULL,
    price       DECIMAL(10, 2) NOT NULL,
    CONSTRAINT products_category FOREIGN KEY (category_id) REFERENCES categories (id)
);
