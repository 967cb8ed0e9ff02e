UPDATE accounts SET balance = balance * 3 WHERE id = 2;
RENAME TABLE changes TO history;
UPDATE history SET n = n + 5;
DROP INDEX accounts_owner ON accounts;
