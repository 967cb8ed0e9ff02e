-- author: Jonas Lindqvist
-- date: 2024-10-07
-- description: The addresses table has it since August

ALTER TABLE users DROP COLUMN street;

ALTER TABLE users DROP COLUMN city;
