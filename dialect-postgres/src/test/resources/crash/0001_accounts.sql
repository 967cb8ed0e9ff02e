CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE accounts (id integer PRIMARY KEY, owner text NOT NULL, balance numeric NOT NULL, mood mood);
INSERT INTO accounts VALUES (1, 'Ann', 100, 'ok'), (2, 'Bob', 200, 'sad');
INSERT INTO accounts SELECT n, 'user ' || n, n, NULL FROM generate_series(3, 40) n;
