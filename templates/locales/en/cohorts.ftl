# Cohorts and their people.
cohorts-state-planned = Not begun
cohorts-state-running = Running
cohorts-state-closed = Closed
cohorts-state-archived = Archived
cohorts-notice-closed = This cohort has ended. You can still read everything; nobody can write here any more.
cohorts-notice-archived = This cohort is in the archive. You can still read everything; nobody can write here any more.
cohorts-people = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
cohorts-all-people = { $count ->
    [one] The one person
   *[other] All { $count } people
  }
cohorts-from = from { $date }
cohorts-until = until { $date }
cohorts-boards = Boards
cohorts-no-boards = No board has been opened yet. Your coordinator can do that.
cohorts-group-mentor = Mentors
cohorts-group-coordinator = Coordinators
cohorts-group-moderator = Moderators
cohorts-group-mentee = Students
cohorts-group-observer = Observers
cohorts-more = { $count ->
    [one] And 1 more.
   *[other] And { $count } more.
  }
cohorts-year = The year
cohorts-starts = It begins
cohorts-ends = It closes; boards stay readable
cohorts-your-place = Your place here
cohorts-leave = Leave this cohort
cohorts-people-title = People of { $name }
cohorts-people-lede = { $count ->
    [one] This one person can read what is written in this cohort.
   *[other] These { $count } people can read what is written in this cohort.
  }
cohorts-manage-title = Run { $name }
cohorts-outside = You are not in this cohort. You can choose who is in it and when it runs, and you cannot read what is written there.
cohorts-enrol = Add somebody
cohorts-who = Username or e-mail address
cohorts-who-hint = They must have an account at this institution. Somebody who is here already gets the new role.
cohorts-role = Role
cohorts-enrol-button = Add them
cohorts-settings = Name and dates
cohorts-name = Name
cohorts-starts-on = First day
cohorts-ends-on = Last day
cohorts-ends-on-hint = When this day is over, a cohort that is still running closes by itself.
cohorts-settings-button = Save name and dates
cohorts-state = State
cohorts-state-label = Where this cohort is in its life
cohorts-state-hint = A closed or archived cohort can be read by its people; nobody can write in it any more.
cohorts-state-button = Change the state
cohorts-in-it = In this cohort now
cohorts-role-of = Role of { $name }
cohorts-role-button = Change role
cohorts-end = Remove
cohorts-leave-title = Leave { $name }?
cohorts-leave-reading = You will no longer be able to read its boards.
cohorts-leave-writing = What you wrote stays, under your name.
cohorts-leave-return = A coordinator can let you in again.
cohorts-appoint = Make somebody else a coordinator
cohorts-leave-button = Leave this cohort
cohorts-stay = No, stay

# What a form about a cohort could not accept.
cohorts-ends-early = It would end before it begins; choose a later last day
cohorts-date-far = Choose a year from { $first } to { $last }
cohorts-date-form = Write the day as year, month and day, such as 2026-10-05
cohorts-may-not-manage = You are in this cohort, and only its coordinators can change who else is. Ask one of them.
cohorts-name-missing = Give it a name
cohorts-not-in-it = That person is not in this cohort any more. Look at the list again.
cohorts-slug-form = Use small letters, digits and hyphens for its address
cohorts-slug-taken = Another cohort has this address; choose a different one
cohorts-state-form = Choose planned, running, closed or archived
cohorts-who-missing = Write a username or an e-mail address
cohorts-who-unknown = Nobody with that name or address has an account here
cohorts-last-coordinator = You are the only coordinator here. Make somebody else a coordinator first; then you can leave, or take another role.
cohorts-last-coordinator-named = { $name } is the only coordinator here. Make somebody else a coordinator first.
cohorts-not-oneself = Ask one of its coordinators to add you. Whoever is in a cohort can read all that is written there, so nobody adds themselves.
cohorts-requests = Who asked to come in
cohorts-courses = Courses that give places
