-- A temporary table and settings of the connection, which the next migration must not see.
PRAGMA case_sensitive_like = ON;
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE chosen AS SELECT id FROM accounts WHERE owner LIKE 'Ada%' OR owner LIKE 'GRACE%';
UPDATE accounts SET balance = balance + 11 WHERE id IN (SELECT id FROM chosen);
