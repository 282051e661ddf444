### Provisioning by an institution's identity system: the desk of those who run the institution, and what machines are told.
scim-title = Provisioning
scim-lede = An identity system, such as Entra or Okta, adds and suspends members here and says who is in its groups. It never takes over somebody who is a member already, and never erases anybody.
scim-base = Address for it (SCIM 2.0)
scim-tokens = Tokens
scim-token = Token
scim-fresh = Copy the token now
scim-fresh-lede = It is kept here by its hash alone, and is never shown again. Paste it where the identity system asks for a secret token.
scim-made = Made
scim-used = Last used about
scim-never-used = Never used
scim-ends = Ends
scim-is-over = Ended
scim-revoke = Revoke
scim-revoked = The token is revoked: nothing more is taken by it.
scim-no-tokens = There is none yet, so no identity system comes in.
scim-new = Make a token
scim-name = What it is for
scim-name-hint = It stands in the audit beside everything that is done by it, such as: Entra
scim-days = For how many days
scim-days-hint = Leave it empty for one that lasts until it is revoked. Two at a time let you change one for another.
scim-make = Make it
scim-groups = Its groups
scim-groups-lede = A group gives nothing until it is mapped to a cohort. Whoever was given a role in the cohort by hand keeps that, whoever left or was removed is not put back, and whoever maps a group has no place by it themselves.
scim-no-groups = The identity system has spoken of no group yet.
scim-people = { $count ->
    [one] One person
   *[other] { $count } people
  }
scim-gives = { $role } in { $cohort }
scim-waits = Waits: it gives nothing yet
scim-cohort-of = Cohort for { $name }
scim-role-of = Role for { $name }
scim-nothing = Nothing
scim-map = Map it
scim-mapped = It gives that place to all who are in it from now on.
scim-unmapped = It gives nothing any more.
scim-may-not = Only those who run the institution say which identity system adds members.
scim-role-operator = Coordinators come from a group only where whoever runs the server says so: lyceum scim group add --role coordinator
scim-name-missing = Write what the token is for, in at most 60 characters
scim-days-form = Write a number of days from 1 to 3650, or nothing
scim-tokens-many = There are ten tokens already. Revoke one first.
scim-group-name = Write the name of the group as the identity system has it
scim-cohort-unknown = There is no such cohort any more. Choose another one.
scim-adopt-local = Only a member with an account of this institution can be handed over
scim-adopt-known = The identity system knows this member already

# What machines are told; whoever runs the identity system reads it in its log.
scim-not-found = There is nothing here that your institution's identity system knows by this address.
scim-no-search = Users and groups are not searched at once here: ask for each with a filter.
scim-filter-form = Only userName, externalId, id and emails.value of users, and displayName, externalId and id of groups can be sought, each with eq and a value in quotes.
scim-filter-path = A part of an attribute is chosen with eq alone, such as emails[type eq "work"].value.
scim-path-unknown = There is no attribute { $path } here.
scim-mutability-ours = { $path } is said by this server and cannot be changed.
scim-target-missing = A change without a path needs a value with names in it, and a removal needs a path.
scim-syntax-object = The body is no JSON object.
scim-syntax-operations = Operations has to be a list of 1 to 500 changes, each with op add, replace or remove.
scim-value-form = { $name } cannot be what was sent.
scim-value-user-name = A user needs a userName of at most 254 characters.
scim-value-group-name = A group needs a displayName of at most 254 characters.
scim-value-member = { $id } is no user of this institution that this identity system knows.
scim-taken-user-name = Another user has this userName.
scim-taken-external-id = Another one has this externalId.
scim-taken-username = A member who was not added by the identity system has this username. If it is the same person, whoever runs the server hands them over: lyceum scim user adopt.
scim-taken-address = A member who is somebody else, or was not added by the identity system, has this e-mail address. If it is the same person, whoever runs the server hands them over: lyceum scim user adopt.
scim-taken-group-name = Another group has this displayName.
scim-address-of-staff = This member runs something here, so their address is not changed from outside. Whoever runs the server changes it.
