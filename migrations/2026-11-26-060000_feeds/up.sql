-- Addresses under which a member's programs read the feeds of boards that are not for everybody.
CREATE TABLE feed_addresses (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    made_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX feed_addresses_of_member ON feed_addresses (member_id) WHERE ended_at IS NULL;
