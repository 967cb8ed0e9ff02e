-- In a transaction of its own, which the ledger's takes the place of.
BEGIN;
UPDATE accounts SET balance = balance * 3;
CREATE TABLE enclosed (id integer);
INSERT INTO enclosed SELECT id FROM accounts;
COMMIT;
INSERT INTO enclosed VALUES (-1);
BEGIN;
UPDATE enclosed SET id = id - 1;
COMMIT;
