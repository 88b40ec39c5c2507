-- People, as this service knows them. Nothing here tells them apart but the id.
CREATE TABLE member (
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL,    -- empty if the provider gave none
  email          TEXT NOT NULL,    -- empty if the provider gave none; never unique
  email_verified INTEGER NOT NULL, -- 1 if the provider says so
  created_at     INTEGER NOT NULL  -- Unix seconds
) STRICT;

-- Who a member is at a provider. The key is what makes an account theirs.
CREATE TABLE identity (
  issuer  TEXT NOT NULL,
  subject TEXT NOT NULL,
  member  TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_member ON identity (member);

-- Browsers, signed in or about to be.
CREATE TABLE session (
  id         BLOB PRIMARY KEY, -- SHA-256 of the cookie's value
  member     TEXT REFERENCES member (id) ON DELETE CASCADE, -- NULL before login
  expires_at INTEGER NOT NULL  -- Unix seconds
) STRICT;
CREATE INDEX session_expiry ON session (expires_at);

-- Logins begun and not yet answered.
CREATE TABLE pending (
  state         BLOB PRIMARY KEY, -- SHA-256 of the state sent
  session       BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  provider      TEXT NOT NULL,
  redirect_uri  TEXT NOT NULL,
  nonce         TEXT NOT NULL,
  code_verifier TEXT NOT NULL,    -- empty if no code challenge was sent
  expires_at    INTEGER NOT NULL  -- Unix seconds
) STRICT;
CREATE INDEX pending_session ON pending (session);
CREATE INDEX pending_expiry ON pending (expires_at);
