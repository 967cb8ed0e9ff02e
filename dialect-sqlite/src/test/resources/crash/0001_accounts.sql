CREATE TABLE accounts (
    id      INTEGER PRIMARY KEY,
    owner   TEXT    NOT NULL,
    balance INTEGER NOT NULL
);
CREATE INDEX accounts_owner ON accounts (owner);
INSERT INTO accounts (owner, balance) VALUES ('Ada', 100), ('Grace', 200);
