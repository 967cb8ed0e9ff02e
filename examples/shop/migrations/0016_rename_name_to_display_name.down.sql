-- author: Mira Okafor
-- date: 2025-01-13
-- description: A name again

ALTER TABLE users RENAME COLUMN display_name TO name;
