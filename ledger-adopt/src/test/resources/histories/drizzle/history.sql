CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
			id SERIAL PRIMARY KEY,
			hash text NOT NULL,
			created_at numeric
		);
INSERT INTO __drizzle_migrations VALUES(NULL,'600ced1eebd42b3648bf1add6f46501751c917398b1b386ca344619fa755c136',1795745265698);
INSERT INTO __drizzle_migrations VALUES(NULL,'c67f3023eeae07bdb15965dfa636a890c890aa5cb7b281b0192ae86073278177',1795745269681);
CREATE TABLE `orders` (
	`id` integer PRIMARY KEY NOT NULL
);
CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text
, `mail` text);
