DROP TABLE mutes;
DROP TABLE moderation_measures;
DROP TABLE moderation_notes;
DROP TABLE moderation_reports;
DROP TABLE moderation_cases;
