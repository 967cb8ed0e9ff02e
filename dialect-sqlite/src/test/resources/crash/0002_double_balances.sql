-- Not idempotent: run twice, it quadruples.
UPDATE accounts SET balance = balance * 2;
INSERT INTO accounts (owner, balance) SELECT owner || ' (savings)', balance / 10 FROM accounts;
