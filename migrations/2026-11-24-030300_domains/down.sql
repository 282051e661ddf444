DROP TABLE institution_domains;
