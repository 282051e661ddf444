# Boards.
boards-archived = Archived
boards-archived-notice = This board is in the archive. You can still read everything; nobody can write here any more.
boards-threads = { $count ->
    [0] No threads yet
    [one] 1 thread
   *[other] { $count } threads
  }
boards-start = { $kind ->
    [questions] Ask a question
    [answer-first] Ask a question
    [introductions] Introduce yourself
    [announcements] Announce something
   *[other] Start a thread
  }
boards-start-first = { $kind ->
    [questions] Ask the first question
    [answer-first] Ask the first question
    [introductions] Be the first to introduce yourself
    [announcements] Write the first announcement
   *[other] Start the first thread
  }
boards-all = All threads
boards-settings = Change this board
boards-hidden = Hidden threads
boards-empty = Nobody has written here yet
boards-empty-next = { $kind ->
    [introductions] The first introduction can be short: who you are, and what you hope to get out of being here.
    [announcements] What those who run this board announce will stand here.
   *[other] The first thread can be short: what you would like to know, and what you have tried.
  }
boards-starters-mentors = Mentors and coordinators start threads here.
boards-starters-coordinators = Coordinators start threads here.
boards-repliers-mentors = Mentors and coordinators reply.
boards-repliers-coordinators = Coordinators reply.
boards-repliers-nobody = Nobody replies here.
boards-kind-questions-here = Each thread here is a question, and its replies are answers.
boards-kind-anonymous-here = Readers here do not see who writes: they read “anonymous” and a number instead of a name. Those who keep order here write under their names; they can look who wrote a post, and each look is noted.
boards-kind-answer-first-here = Each thread here is a question. Once you have answered it, you can read what others answered; mentors, and those who keep order here, read all answers.
boards-kind-introductions-here = Everybody introduces themselves here once, in a thread of their own. Anybody who may write here can reply to it.
boards-kind-announcements-here = This board is for announcements: only those who run it start threads.
boards-kind-one-thread-here = This board is a single thread. Its address leads everybody straight to it, but for those who keep order here.
boards-slow-here-hour = { $count ->
    [one] Everybody can post here once in an hour.
   *[other] Everybody can post here { $count } times in an hour.
  }
boards-slow-here-day = { $count ->
    [one] Everybody can post here once in 24 hours.
   *[other] Everybody can post here { $count } times in 24 hours.
  }
boards-slow-here-week = { $count ->
    [one] Everybody can post here once in seven days.
   *[other] Everybody can post here { $count } times in seven days.
  }
boards-settings-title = Change { $name }
boards-name = Name
boards-description = What is it for?
boards-description-hint = One or two sentences. They stand under the name, and in lists of boards.
boards-who-start = Who may start threads?
boards-who-reply = Who may reply?
boards-who-everyone = Everyone who can read it and is signed in
boards-who-mentors = Mentors and coordinators
boards-who-coordinators = Coordinators
boards-who-nobody = Nobody
boards-kind = What kind of board is it?
boards-kind-standard = Discussion
boards-kind-standard-hint = Threads and replies, and nothing special about them.
boards-kind-questions = Questions and answers
boards-kind-questions-hint = Each thread is a question. The board says which have no answer yet.
boards-kind-anonymous = Anonymous to peers
boards-kind-anonymous-hint = Readers see no names. Those who keep order can look who wrote a post, and that is noted. What was written here without a name stays so when you choose something else; what stands here already under names keeps them.
boards-kind-answer-first = Answer first
boards-kind-answer-first-hint = Each thread is a question. Whoever has answered it reads the others’ answers; mentors, and those who keep order, read all. Threads that are there already stay as they are, and those that begin now stay so when you choose something else.
boards-kind-introductions = Introductions
boards-kind-introductions-hint = Each member starts one thread, about themselves. A second try leads to the first.
boards-kind-announcements = Announcements
boards-kind-announcements-hint = Only coordinators start threads, whatever you choose below. Choose below whether others can reply.
boards-kind-one-thread = One thread
boards-kind-one-thread-hint = The board is a single thread, and its address leads there. It can have one thread at most when you choose this.
boards-slow = How many posts may one person write here?
boards-slow-hint = In the time that you choose below. Leave it empty for as many as they like. Those who keep order here are not counted.
boards-slow-span = In which time?
boards-slow-span-hour = An hour
boards-slow-span-day = 24 hours
boards-slow-span-week = Seven days
boards-template = What does the text of a new thread begin with?
boards-template-hint = Headings or questions to fill in. It stands in the form when somebody starts a thread; leave it empty for an empty form.
boards-position = Place in the list
boards-position-hint = A number; boards with a smaller one come first.
boards-archive = This board is archived
boards-archive-hint = Everyone who can read it still can, and nobody can write on it.
boards-back = Back to the board

# What a form about a board could not accept.
boards-audience-form = Choose who can read it: public, institution or cohorts
boards-cohort-missing = Name the cohort whose people can read it
boards-cohort-surplus = Leave the cohort out: this board is for more people than one cohort
boards-kind-several = { $count ->
    [one] This board has 1 thread
   *[other] This board has { $count } threads. A board of one thread can have one at most
  }
boards-slow-form = Write a whole number from 1 to 1,000, or nothing
boards-slow-span-form = Choose an hour, a day or a week
boards-template-long = Shorten the template to { $most } characters
boards-may-not-change = You can read this board, and only those who run it can change it. Ask its coordinator.
boards-name-missing = Give it a name
boards-edit-minutes = For how many minutes can people change their own posts?
boards-edit-minutes-hint = Leave it empty if they always can. Those who keep order can edit a post later, with trace.
boards-edit-minutes-form = Write a number of minutes, such as 60, or nothing
boards-position-form = Write a whole number from 0 to 9,999
boards-slug-form = Use small letters, digits and hyphens for its address
boards-slug-taken = Another board has this address; choose a different one
boards-who-form = Choose everyone, mentors or coordinators
