# Lists of people in a file: what one cannot be, and why a row is refused.
intake-dry-run = Nothing was written: this is what would become of each row.
intake-yes = Whoever is not in the file will be shut out. Look first with --dry-run, then add --yes.
intake-empty = The file is empty. Its first line names the columns, such as external_id,name,email,cohort,role
intake-too-large = The file is too large: { $most } MB is the most. Divide it, and leave --leavers out then.
intake-too-many = The file has too many rows: { $most } is the most. Divide it, and leave --leavers out then.
intake-column = There is no column { $column } among: { $found }. Say what it is called with --map { $column }=NAME, and keep columns apart by commas.
intake-many-leavers = { $count } of { $all } people would leave, which is more than { $most } percent. If that is so, say it with --yes-more-than; if the file was cut off, get a whole one.
intake-unknown-row = Line { $line } names somebody by no key that can be read, so nobody knows who is missing. Mend it first.
intake-width = It has { $found } cells where the first line has { $width }: look for a comma or a quotation mark in it
intake-quotation = In the row that begins on line { $line }, a quotation mark is opened and not closed, so that rows after it would be lost. Mend it: nothing was taken in.
intake-coding = It is not in UTF-8: save the file as “CSV UTF-8”
intake-no-key = It has no key in the column external_id
intake-key-long = Its key is longer than { $most } characters
intake-status = Write active or left as status, or nothing
intake-key-twice = This key stands on line { $line } already
intake-address-twice = This address stands on line { $line } already, with another key
intake-address-taken = A member has this address and is not known by this key. If they are the same person, use --adopt.
intake-address-keyed = A member has this address and is known by another key
intake-address-of-staff = Whoever has a role here, or runs a cohort, has their address changed by hand, not by a file
intake-suspended = They are suspended here, or gone: somebody who may has to let them back in first
intake-cohort = There is no cohort { $cohort } here
intake-role = There is no role { $role } in a cohort: write mentor, mentee or observer
intake-role-alone = It has a role and no cohort
intake-role-high = Coordinators and moderators come from no file, unless --with-coordinators says so
intake-role-given = They have another role there, which somebody here gave them
intake-last-coordinator = They are the only coordinator of that cohort: make somebody else one first
intake-was-ended = They left that cohort, or were removed from it; a coordinator can let them in again
