-- Which sessions are open, and who has lately tried to open one?

CREATE SCHEMA web;

CREATE TABLE web.sessions (
    token     bytea       PRIMARY KEY,  -- SHA-256 of the token: whoever reads this table opens no session
    officer   text        NOT NULL,
    mark      bytea       NOT NULL,     -- of the password at that time
    opened_at timestamptz NOT NULL,
    used_at   timestamptz NOT NULL
);
CREATE INDEX sessions_officer ON web.sessions (officer);

CREATE TABLE web.attempts (
    id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    account text        NOT NULL,       -- as typed, whether it exists or not
    address text        NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX attempts_account ON web.attempts (account, at);
CREATE INDEX attempts_address ON web.attempts (address, at);
