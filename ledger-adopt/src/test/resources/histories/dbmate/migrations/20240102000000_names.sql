-- migrate:up
INSERT INTO users VALUES (1);
-- migrate:down
DELETE FROM users;
