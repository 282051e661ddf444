-- By what its owner knows an identity that was added to an account: name and address, as they were shown before it was added.
ALTER TABLE identities ADD COLUMN told TEXT;
