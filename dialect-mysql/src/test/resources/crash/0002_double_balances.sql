UPDATE accounts SET balance = balance * 2;
INSERT INTO audit SELECT id, CONCAT('doubled to ', balance) FROM accounts;
CREATE INDEX accounts_owner ON accounts (owner);
UPDATE accounts SET balance = balance + 1;
ALTER TABLE accounts ADD COLUMN currency CHAR(3) NOT NULL DEFAULT 'EUR', ADD CHECK (balance > 0);
UPDATE accounts SET balance = balance * 3 WHERE id > 1;
