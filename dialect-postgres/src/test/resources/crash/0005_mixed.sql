INSERT INTO transfers (amount) VALUES (1), (2);
CREATE INDEX CONCURRENTLY ON transfers (amount);
UPDATE accounts SET balance = balance + 1;
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
UPDATE accounts SET mood = 'happy' WHERE id = 1;
INSERT INTO transfers (amount) VALUES (3);
VACUUM accounts;
DROP INDEX CONCURRENTLY accounts_owner;
