-- ledger: transaction=none
UPDATE accounts SET balance = balance + 7;
INSERT INTO transfers (source, target, amount) VALUES (2, 1, 3);
UPDATE accounts SET balance = balance * 2;
