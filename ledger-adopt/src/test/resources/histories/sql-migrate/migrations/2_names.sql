-- +migrate Up
INSERT INTO users VALUES (1);
-- +migrate Down
DELETE FROM users;
