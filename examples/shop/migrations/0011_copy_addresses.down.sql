-- author: Jonas Lindqvist
-- date: 2024-08-19
-- description: Takes the copies out

DELETE FROM addresses;
