CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);
INSERT INTO _prisma_migrations VALUES('d58690fe-bb4a-48f3-a942-af3af1835feb','89b16e88b9e33579f13a916aefafbe1a65eff9b216a129c3672f32f982c0d456','2026-11-27T02:12:55.011+00:00','20240101000000_users',NULL,NULL,'2026-11-27T02:12:54.947+00:00',1);
INSERT INTO _prisma_migrations VALUES('a376e7a2-1e39-4cd9-bbbe-a174de89b1ce','1cda4cca3718db5cf3533cbd0a573011ddcd82e1ee5f1214d65f58fc4e59ee4b','2026-11-27T02:12:55.070+00:00','20240102000000_names',NULL,NULL,'2026-11-27T02:12:55.030+00:00',1);
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES(1);
