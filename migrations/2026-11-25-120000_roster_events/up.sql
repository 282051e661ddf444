-- What the roster moves by, without the thousand times as many events of threads: each page that is drawn asks whether
-- memory has heard of all of it.
CREATE INDEX events_of_roster ON events (created_at, id) WHERE kind NOT LIKE 'thread.%';
