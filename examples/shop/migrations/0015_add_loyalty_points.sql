-- author: Priya Raman
-- date: 2024-11-18
-- description: Ten points for each paid order so far

ALTER TABLE users ADD COLUMN points INTEGER NOT NULL DEFAULT 0;

-- Adding is not repeatable either.
UPDATE users
SET points = points + 10 * (SELECT COUNT(*) FROM orders WHERE orders.user_id = users.id AND orders.status = 'paid');
