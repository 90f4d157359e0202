-- Worlds that were begun. `aside` is when it gave way to a newer one of the same source (Unix milliseconds).
CREATE TABLE world (
  id      INTEGER PRIMARY KEY,
  source  TEXT    NOT NULL,
  title   TEXT    NOT NULL,
  reached INTEGER NOT NULL,
  aside   INTEGER
);
CREATE INDEX world_source ON world (source);

-- Operations as they were accepted; `sum` is the CRC-32C of serial, at and operation.
CREATE TABLE journal (
  world     INTEGER NOT NULL REFERENCES world (id) ON DELETE CASCADE,
  serial    INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  operation TEXT    NOT NULL,
  sum       INTEGER NOT NULL,
  PRIMARY KEY (world, serial)
) WITHOUT ROWID;

-- Whole worlds as bytes; `sum` is the SHA-256 of the bytes, `digest` the world's own.
CREATE TABLE checkpoint (
  id          INTEGER PRIMARY KEY,
  world       INTEGER NOT NULL REFERENCES world (id) ON DELETE CASCADE,
  next_serial INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  format      INTEGER NOT NULL,
  digest      TEXT    NOT NULL,
  sum         TEXT    NOT NULL,
  bytes       BLOB    NOT NULL
);
CREATE INDEX checkpoint_world ON checkpoint (world);

CREATE TABLE event (
  world  INTEGER NOT NULL REFERENCES world (id) ON DELETE CASCADE,
  serial INTEGER NOT NULL,
  body   TEXT    NOT NULL,
  PRIMARY KEY (world, serial)
) WITHOUT ROWID;
CREATE TABLE event_about (
  world  INTEGER NOT NULL,
  entity TEXT    NOT NULL,
  serial INTEGER NOT NULL,
  PRIMARY KEY (world, entity, serial),
  FOREIGN KEY (world, serial) REFERENCES event (world, serial) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_about_serial ON event_about (world, serial);

CREATE TABLE job (
  world  INTEGER NOT NULL REFERENCES world (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  entity TEXT    NOT NULL,
  body   TEXT    NOT NULL,
  PRIMARY KEY (world, number)
) WITHOUT ROWID;
CREATE INDEX job_entity ON job (world, entity, number);

CREATE TABLE preference (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
