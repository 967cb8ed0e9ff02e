DROP PROCEDURE narrow;
UPDATE report SET balance = balance * 2;
