CREATE TABLE changes (id INT PRIMARY KEY, n INT NOT NULL);
INSERT INTO changes SELECT id, balance FROM accounts;
CREATE VIEW rich AS SELECT id, owner FROM accounts WHERE balance > 300;
UPDATE changes SET n = n + 1;
