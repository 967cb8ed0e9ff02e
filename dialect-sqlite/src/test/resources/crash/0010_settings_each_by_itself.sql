-- ledger: transaction=none
-- A run that resumes behind a setting has to set it again.
PRAGMA case_sensitive_like = ON;
UPDATE accounts SET balance = balance + 1 WHERE owner LIKE 'Ada%';
UPDATE accounts SET balance = balance * 5 WHERE owner LIKE 'ADA%';
PRAGMA foreign_keys = ON;
CREATE TABLE notes (account INTEGER REFERENCES accounts (id) ON DELETE CASCADE, note TEXT);
INSERT INTO accounts (id, owner, balance) VALUES (99, 'Gone', 0);
INSERT INTO notes VALUES (99, 'goes with it'), (1, 'stays');
DELETE FROM accounts WHERE id = 99;
UPDATE accounts SET balance = balance * 7 WHERE owner LIKE 'GRACE%';
