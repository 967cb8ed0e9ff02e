-- What commits inside, with DDL directly behind it, and DML that must not run twice.
DELIMITER $$
CREATE PROCEDURE widen(OUT had INT)
BEGIN
  UPDATE report SET balance = balance + 3;
  ALTER TABLE report ADD COLUMN widened INT NOT NULL DEFAULT 1;
  UPDATE report SET widened = widened + 1;
END$$
DELIMITER ;
UPDATE report SET balance = balance * 2;
CALL widen(@had);
DROP PROCEDURE widen;
UPDATE report SET widened = widened * 3;
SET @add = 'ALTER TABLE report ADD COLUMN added INT NOT NULL DEFAULT 1';
PREPARE adding FROM @add;
EXECUTE adding;
ALTER TABLE report ADD KEY added (added);
UPDATE report SET added = added + 1;
