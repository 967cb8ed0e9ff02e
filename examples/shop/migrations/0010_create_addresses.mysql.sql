-- author: Jonas Lindqvist
-- date: 2024-08-19
-- description: A user may have several addresses

CREATE TABLE addresses (
    id      INTEGER      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id INTEGER      NOT NULL,
    street  VARCHAR(200) NOT NULL,
    city    VARCHAR(100) NOT NULL,
    CONSTRAINT addresses_user FOREIGN KEY (user_id) REFERENCES users (id)
);
