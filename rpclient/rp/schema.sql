-- People, as this service knows them. Nothing here tells them apart but the id, which
-- is random: an id that was once given is never given again.
CREATE TABLE member (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,   -- as the member gave it; empty if they gave none
  email      TEXT UNIQUE,     -- lower case, proven by a mail of ours; NULL if none was
  password   TEXT,            -- bcrypt; NULL if the member signs in with providers alone
  suspended  INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL -- Unix seconds
) STRICT;

-- Who a member is at a provider. The key is what makes an account theirs: an identity
-- has one member, and a member has one identity at an issuer.
CREATE TABLE identity (
  issuer         TEXT NOT NULL,
  subject        TEXT NOT NULL,
  member         TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name           TEXT NOT NULL DEFAULT '', -- what the provider said last; never used to find anybody
  kana           TEXT NOT NULL DEFAULT '', -- the name in kana, likewise
  email          TEXT NOT NULL DEFAULT '',
  email_verified INTEGER NOT NULL DEFAULT 0,
  email_private  INTEGER NOT NULL DEFAULT 0, -- 1 if the address is a relay's
  staff          INTEGER NOT NULL DEFAULT 0, -- 1 if the provider says that they belong to our organization
  email_stopped  INTEGER NOT NULL DEFAULT 0, -- 1 if the provider says that mail to the address is not passed on
  closed         INTEGER NOT NULL DEFAULT 0, -- 1 if the provider says that the account is disabled there
  seen_at        INTEGER NOT NULL DEFAULT 0, -- Unix seconds: when the provider last vouched for the person
  PRIMARY KEY (issuer, subject),
  UNIQUE (member, issuer)
) STRICT, WITHOUT ROWID;

-- Refresh tokens, one an identity. A service that keeps them long encrypts them.
CREATE TABLE refresh (
  issuer  TEXT NOT NULL,
  subject TEXT NOT NULL,
  token   TEXT NOT NULL,
  nonce   TEXT NOT NULL DEFAULT '', -- of the login that it came with
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER refresh_ends AFTER DELETE ON identity BEGIN
  DELETE FROM refresh WHERE issuer = OLD.issuer AND subject = OLD.subject;
END;

-- Which login providers of a relay lead to an identity there.
CREATE TABLE via (
  issuer   TEXT NOT NULL,
  subject  TEXT NOT NULL,
  provider TEXT NOT NULL, -- as the relay calls it
  PRIMARY KEY (issuer, subject, provider)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER via_ends AFTER DELETE ON identity BEGIN
  DELETE FROM via WHERE issuer = OLD.issuer AND subject = OLD.subject;
END;

-- Relays that have still to be told of a member who has withdrawn, or was merged.
CREATE TABLE owed (
  issuer   TEXT NOT NULL,
  member   TEXT NOT NULL,
  heir     TEXT NOT NULL DEFAULT '', -- who took the member over; empty if nobody did: they have withdrawn
  tried_at INTEGER NOT NULL, -- Unix seconds
  PRIMARY KEY (issuer, member)
) STRICT, WITHOUT ROWID;

-- Where the heir has withdrawn before the relay was told, both are to be forgotten.
CREATE TRIGGER owed_heir_ends AFTER DELETE ON member BEGIN
  UPDATE owed SET heir = '' WHERE heir = OLD.id;
END;

-- Members who are no more because another took them over, for good: the record of what
-- was done, and where a relay's old key leads. It outlives the heir, and names nobody.
CREATE TABLE merged (
  member    TEXT PRIMARY KEY,
  heir      TEXT NOT NULL,
  proven_by TEXT NOT NULL,   -- the provider's id, or password
  merged_at INTEGER NOT NULL -- Unix seconds
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_heir ON merged (heir);

-- Notifications of providers that were acted on.
CREATE TABLE notice (
  issuer TEXT NOT NULL,
  jti    TEXT NOT NULL,
  PRIMARY KEY (issuer, jti)
) STRICT, WITHOUT ROWID;

-- Whom a member came for at the last login, where people come for businesses.
CREATE TABLE business (
  member     TEXT PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  number     TEXT NOT NULL, -- as given; several members share one
  name       TEXT NOT NULL, -- empty for a sole proprietor without a trade name
  kind       TEXT NOT NULL, -- of the account
  prefecture TEXT NOT NULL, -- its name
  principal  TEXT NOT NULL  -- number of the business acted for; empty if the member acts for their own
) STRICT;

-- Browsers, signed in or about to be.
CREATE TABLE session (
  id         BLOB PRIMARY KEY, -- SHA-256 of the cookie's value
  member     TEXT REFERENCES member (id) ON DELETE CASCADE, -- NULL before login
  proven_at  INTEGER NOT NULL DEFAULT 0, -- Unix seconds: when the person last proved who they are
  expires_at INTEGER NOT NULL  -- Unix seconds
) STRICT;
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_member ON session (member);

-- Trips to a provider begun and not yet answered.
CREATE TABLE pending (
  state         BLOB PRIMARY KEY, -- SHA-256 of the state sent
  session       BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  mode          TEXT NOT NULL,    -- what the trip is for
  member        TEXT REFERENCES member (id) ON DELETE CASCADE, -- for whom it is, where somebody is signed in
  browser       BLOB,             -- SHA-256 of the transaction cookie, where the response is a post from another site
  provider      TEXT NOT NULL,
  redirect_uri  TEXT NOT NULL,
  nonce         TEXT NOT NULL,
  code_verifier TEXT NOT NULL,    -- empty if no code challenge was sent
  return_to     TEXT NOT NULL,    -- our own page that the person wanted to see; empty if none was named
  expires_at    INTEGER NOT NULL  -- Unix seconds
) STRICT;
CREATE INDEX pending_session ON pending (session);
CREATE INDEX pending_expiry ON pending (expires_at);

-- People nobody knows yet who were asked whether to become members, one a browser.
CREATE TABLE newcomer (
  session    BLOB PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  provider   TEXT NOT NULL,    -- which sent them
  said       TEXT NOT NULL,    -- what it said of them, as JSON
  expires_at INTEGER NOT NULL  -- Unix seconds
) STRICT;

-- Members who have proven that another membership is theirs too, and were asked whether to
-- take it over. One a browser: the last proof counts.
CREATE TABLE merging (
  session    BLOB PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  proof      TEXT NOT NULL,    -- random, anew with each proof
  member     TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE, -- who stays
  other      TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE, -- who is to end
  proven_by  TEXT NOT NULL,    -- the provider's id, or password
  expires_at INTEGER NOT NULL  -- Unix seconds
) STRICT;

-- Links in mails that were not yet used.
CREATE TABLE ticket (
  id         BLOB PRIMARY KEY, -- SHA-256 of the secret in the link
  purpose    TEXT NOT NULL,
  member     TEXT REFERENCES member (id) ON DELETE CASCADE, -- NULL at registration
  email      TEXT NOT NULL,    -- the address that opening the link proves
  expires_at INTEGER NOT NULL  -- Unix seconds
) STRICT;

-- Mails to send. A notice is written together with the change it tells of.
CREATE TABLE mail (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient TEXT NOT NULL,
  subject   TEXT NOT NULL,
  text      TEXT NOT NULL
) STRICT;
