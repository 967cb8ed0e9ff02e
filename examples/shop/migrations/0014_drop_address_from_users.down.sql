-- author: Jonas Lindqvist
-- date: 2024-10-07
-- description: Brings the oldest address back into the users table

ALTER TABLE users ADD COLUMN street VARCHAR(200);

ALTER TABLE users ADD COLUMN city VARCHAR(100);

UPDATE users
SET street = (SELECT addresses.street FROM addresses WHERE addresses.user_id = users.id ORDER BY addresses.id LIMIT 1),
    city = (SELECT addresses.city FROM addresses WHERE addresses.user_id = users.id ORDER BY addresses.id LIMIT 1);
