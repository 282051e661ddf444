DROP TABLE forced_levels;
DROP TABLE watch_levels;
