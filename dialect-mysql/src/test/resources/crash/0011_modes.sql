-- Settings by which the rest is read, and others that the ledger must not see.
SET @old_mode = @@sql_mode, sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES';
INSERT INTO "report" (owner, balance) VALUES ('back\', 1);
CREATE TABLE "paths" ("p" VARCHAR(50) NOT NULL DEFAULT 'C:\', n INT NOT NULL);
INSERT INTO paths (n) VALUES (1);
ALTER TABLE paths ADD COLUMN "m;n" INT NOT NULL DEFAULT 2;
UPDATE paths SET n = n + 1;
SET sql_mode = @old_mode;
INSERT INTO paths (p, n) VALUES ("it's \\", 5);
SET SESSION sql_log_bin = 0;
UPDATE paths SET n = n * 2;
SET SESSION sql_log_bin = 1;
SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE;
CREATE INDEX paths_n ON paths (n);
UPDATE paths SET n = n + 3;
SET SESSION sql_select_limit = 0, max_join_size = 1, time_zone = '+05:00';
