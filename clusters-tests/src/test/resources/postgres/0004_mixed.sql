UPDATE accounts SET balance = balance + 1;
DROP INDEX CONCURRENTLY accounts_owner;
UPDATE accounts SET balance = balance * 3 WHERE id = 2;
