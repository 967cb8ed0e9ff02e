-- ledger: transaction=none
UPDATE accounts SET balance = balance + 1;
INSERT INTO transfers (amount) VALUES (4);
SET lock_timeout = '3s';
UPDATE accounts SET balance = balance * 3 WHERE id = 2;
