UPDATE paths SET n = n + 1;
SET ROLE crash_role;
UPDATE paths SET n = n * 3;
ALTER TABLE paths ADD COLUMN r INT NOT NULL DEFAULT 1;
UPDATE paths SET r = r + 1;
SET ROLE NONE;
UPDATE paths SET r = r * 2;
ALTER TABLE paths DROP COLUMN `m;n`;
SET ROLE crash_role;
