UPDATE accounts SET balance = balance * 2;
ALTER TABLE accounts ADD COLUMN note VARCHAR(20);
UPDATE accounts SET balance = balance + 1;
CREATE INDEX accounts_owner ON accounts (owner);
