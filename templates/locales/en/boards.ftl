# Boards.
boards-archived = Archived
boards-archived-notice = This board is in the archive. You can still read everything; nobody can write here any more.
boards-threads = { $count ->
    [0] No threads yet
    [one] 1 thread
   *[other] { $count } threads
  }
boards-start = Start a thread
boards-start-first = Start the first thread
boards-all = All threads
boards-settings = Change this board
boards-hidden = Hidden threads
boards-empty = Nobody has written here yet
boards-empty-next = The first thread can be short: what you would like to know, and what you have tried.
boards-starters-mentors = Mentors and coordinators start threads here.
boards-starters-coordinators = Coordinators start threads here.
boards-repliers-mentors = Mentors and coordinators reply.
boards-repliers-coordinators = Coordinators reply.
boards-settings-title = Change { $name }
boards-name = Name
boards-description = What is it for?
boards-description-hint = One or two sentences. They stand under the name, and in lists of boards.
boards-who-start = Who may start threads?
boards-who-reply = Who may reply?
boards-who-everyone = Everyone who can read it and is signed in
boards-who-mentors = Mentors and coordinators
boards-who-coordinators = Coordinators
boards-position = Place in the list
boards-position-hint = A number; boards with a smaller one come first.
boards-archive = This board is archived
boards-archive-hint = Everyone who can read it still can, and nobody can write on it.
boards-back = Back to the board

# What a form about a board could not accept.
boards-audience-form = Choose who can read it: public, institution or cohorts
boards-cohort-missing = Name the cohort whose people can read it
boards-cohort-surplus = Leave the cohort out: this board is for more people than one cohort
boards-may-not-change = You can read this board, and only those who run it can change it. Ask its coordinator.
boards-name-missing = Give it a name
boards-edit-minutes = For how many minutes can people change their own posts?
boards-edit-minutes-hint = Leave it empty if they always can. Those who keep order can edit a post later, with trace.
boards-edit-minutes-form = Write a number of minutes, such as 60, or nothing
boards-position-form = Write a whole number from 0 to 9,999
boards-slug-form = Use small letters, digits and hyphens for its address
boards-slug-taken = Another board has this address; choose a different one
boards-who-form = Choose everyone, mentors or coordinators
