-- author: Jonas Lindqvist
-- date: 2024-08-19
-- description: Back to one address, in the users table

DROP TABLE addresses;
