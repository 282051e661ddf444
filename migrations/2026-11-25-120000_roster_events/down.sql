DROP INDEX events_of_roster;
