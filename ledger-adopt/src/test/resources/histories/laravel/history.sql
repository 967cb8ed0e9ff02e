CREATE TABLE IF NOT EXISTS "migrations" ("id" integer not null primary key autoincrement, "migration" varchar not null, "batch" integer not null);
INSERT INTO migrations VALUES(1,'2024_01_01_000000_users',1);
INSERT INTO migrations VALUES(2,'2024_01_02_000000_names',2);
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES(1);
