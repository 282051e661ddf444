DROP TABLE tellings;
DROP TABLE notices;
