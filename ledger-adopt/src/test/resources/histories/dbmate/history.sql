CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
INSERT INTO schema_migrations VALUES('20240101000000');
INSERT INTO schema_migrations VALUES('20240102000000');
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES(1);
