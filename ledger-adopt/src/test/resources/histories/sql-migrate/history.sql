CREATE TABLE IF NOT EXISTS "gorp_migrations" ("id" varchar(255) not null primary key, "applied_at" datetime);
INSERT INTO gorp_migrations VALUES('1_users.sql','2026-11-27 02:04:48.067950684+00:00');
INSERT INTO gorp_migrations VALUES('2_names.sql','2026-11-27 02:04:48.100272238+00:00');
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES(1);
