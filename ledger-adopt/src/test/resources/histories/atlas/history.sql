CREATE TABLE `atlas_schema_revisions` (`version` text NOT NULL PRIMARY KEY, `description` text NOT NULL, `type` integer NOT NULL DEFAULT 2, `applied` integer NOT NULL DEFAULT 0, `total` integer NOT NULL DEFAULT 0, `executed_at` datetime NOT NULL, `execution_time` integer NOT NULL, `error` text NULL, `error_stmt` text NULL, `hash` text NOT NULL, `partial_hashes` json NULL, `operator_version` text NOT NULL);
INSERT INTO atlas_schema_revisions VALUES('20240101000000','users',2,1,1,'2026-11-27 07:06:35.519127692+00:00',11920733,'',NULL,'knL6+vILHE1Xc7IbIjRE2fpK/E7Qrio/3rGwA1ErSAw=','["h1:b7zjGgYc+cwAyLSZmKddgDpMGh1LIQNhXJyEoeY/AKk="]','Atlas library v0.7.2');
INSERT INTO atlas_schema_revisions VALUES('20240102000000','names',2,1,1,'2026-11-27 07:06:35.579188524+00:00',20905761,'',NULL,'yVrdTrvXvIYPbEPBcWpj3X5jij/RCAbPaO8bui8x9cg=','["h1:cE5VMIVRnUH/wpT8QwfXq5xSK07dKCOGm8LJ7Wd6gSI="]','Atlas library v0.7.2');
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES(1);
