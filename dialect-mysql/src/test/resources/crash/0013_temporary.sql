CREATE TEMPORARY TABLE due (n INT);
INSERT INTO due SELECT n FROM paths;
SELECT MAX(n) INTO @most FROM due;
UPDATE paths SET n = n + @most;
CREATE TABLE ending (i INT);
CREATE TEMPORARY TABLE ending (other VARCHAR(20));
PREPARE adding FROM 'UPDATE paths SET n = n + 1';
