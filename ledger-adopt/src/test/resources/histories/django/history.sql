CREATE TABLE IF NOT EXISTS "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO django_migrations VALUES(1,'shop','0001_initial','2026-11-27 02:04:51.176499');
INSERT INTO django_migrations VALUES(2,'shop','0002_name','2026-11-27 02:04:51.240938');
CREATE TABLE IF NOT EXISTS "shop_user" ("id" integer NOT NULL PRIMARY KEY, "name" varchar(9) NOT NULL);
