DROP VIEW IF EXISTS owners;
CREATE VIEW owners AS SELECT owner, SUM(balance) AS total FROM accounts GROUP BY owner;
