CREATE TABLE archive LIKE audit;
INSERT INTO archive SELECT * FROM audit;
RENAME TABLE audit TO audit_old, archive TO audit;
CREATE TABLE scratch1 (id INT); CREATE TABLE scratch2 (id INT);
INSERT INTO scratch1 VALUES (1);
CREATE VIEW all_scratch AS SELECT id FROM scratch1;
DROP VIEW rich, all_scratch;
DROP TABLE scratch1, scratch2;
ALTER TABLE audit_old RENAME TO audit_2024;
