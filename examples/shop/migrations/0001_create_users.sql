-- author: Mira Okafor
-- date: 2024-03-04
-- description: Users who can sign in

CREATE TABLE users (
    id         INTEGER      NOT NULL PRIMARY KEY,
    email      VARCHAR(190) NOT NULL,
    name       VARCHAR(100) NOT NULL,
    street     VARCHAR(200),
    city       VARCHAR(100),
    created_at TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT users_email_unique UNIQUE (email)
);
