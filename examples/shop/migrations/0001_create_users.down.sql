-- author: Mira Okafor
-- date: 2024-03-04
-- description: Back to no users

DROP TABLE users;
