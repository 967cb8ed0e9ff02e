CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, share INTEGER);
INSERT INTO chosen SELECT id, balance / 10 FROM accounts WHERE owner LIKE 'GRACE%';
UPDATE accounts SET balance = balance - (SELECT share FROM chosen WHERE chosen.id = accounts.id)
WHERE id IN (SELECT id FROM chosen);
CREATE TABLE shares AS SELECT id, share FROM chosen;
