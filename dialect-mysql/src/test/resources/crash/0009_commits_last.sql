CREATE PROCEDURE narrow() ALTER TABLE report DROP COLUMN added;
UPDATE report SET balance = balance + 1;
CALL narrow();
