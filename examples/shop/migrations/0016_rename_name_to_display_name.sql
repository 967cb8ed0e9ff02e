-- author: Mira Okafor
-- date: 2025-01-13
-- description: The name is what others see, not what the bank knows

ALTER TABLE users RENAME COLUMN name TO display_name;
