DROP TABLE invitation_requests;
DROP TABLE invitation_uses;
DROP TABLE invitations;
