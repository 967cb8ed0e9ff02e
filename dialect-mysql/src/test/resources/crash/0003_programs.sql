CREATE VIEW rich AS SELECT id, owner FROM accounts WHERE balance > 500;
DELIMITER $$
CREATE TRIGGER accounts_changed AFTER UPDATE ON accounts FOR EACH ROW
BEGIN
  IF OLD.balance <> NEW.balance THEN
    INSERT INTO audit VALUES (NEW.id, CONCAT('from ', OLD.balance, ' to ', NEW.balance));
  END IF;
END$$
CREATE PROCEDURE interest(percent INT)
BEGIN
  UPDATE accounts SET balance = balance + balance * percent / 100;
  INSERT INTO audit VALUES (0, 'interest');
END$$
DELIMITER ;
CALL interest(10);
UPDATE accounts SET balance = balance - 7;
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
UPDATE accounts SET balance = twice(balance) WHERE id = 3;
DROP TRIGGER accounts_changed;
