CREATE TABLE report AS SELECT owner, balance FROM accounts ORDER BY id;
INSERT INTO report SELECT CONCAT(owner, ' again'), balance FROM accounts;
TRUNCATE TABLE audit_2024;
INSERT INTO audit_2024 VALUES (9, 'after truncate');
ALTER TABLE report ENGINE = InnoDB;
OPTIMIZE TABLE report;
INSERT INTO report VALUES ('nobody', 0);
