-- What the others have not: events, partitions, routines changed and dropped, privileges, upkeep.
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 03:00:00' DISABLE DO DELETE FROM report;
INSERT INTO report VALUES ('an event', 1);
ALTER EVENT nightly COMMENT 'not now';
UPDATE report SET balance = balance + 1;
CREATE TABLE parts (id INT NOT NULL, n INT NOT NULL) PARTITION BY RANGE (id)
  (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN (100));
INSERT INTO parts VALUES (1, 1), (50, 1);
ALTER TABLE parts TRUNCATE PARTITION high;
UPDATE parts SET n = n + 1;
INSERT INTO parts VALUES (60, 1);
ALTER TABLE parts DROP PARTITION low;
UPDATE parts SET n = n + 1;
ALTER TABLE parts REMOVE PARTITIONING;
INSERT INTO parts VALUES (2, 1);
DROP INDEX accounts_owner ON accounts;
UPDATE report SET balance = balance + 1;
DROP PROCEDURE interest;
UPDATE report SET balance = balance * 2;
DROP FUNCTION IF EXISTS twice;
CREATE VIEW plain AS SELECT owner FROM accounts;
ALTER VIEW plain AS SELECT owner, currency FROM accounts;
GRANT SELECT ON report TO CURRENT_USER();
UPDATE report SET balance = balance + 1;
ANALYZE TABLE report;
DROP EVENT nightly;
INSERT INTO report VALUES ('the end', 1);
