# What is new, what one wants to hear of, and of what one was told.
notices-unread-title = All that is new
notices-unread-all-boards = All boards
notices-unread-read-all = Mark everything as read
notices-unread-read-thread = Mark as read
notices-unread-none = Nothing is new here
notices-unread-none-next = You have read everything on your boards. When somebody writes, the thread stands here until you have read it.
notices-unread-from-here = Mark as unread from here

notices-your-reading = What you hear of this thread
notices-level = Tell me of
notices-level-hint-thread = This wins over what you chose for its board and its cohort.
notices-level-hint-board = This wins over what you chose for a cohort. What you chose for a thread wins over it.
notices-level-hint-cohort = This is for all boards of the cohort for which you chose nothing else.
notices-level-default = What is usual
notices-level-all = Every post
notices-level-first = The first post of each thread
notices-level-mentions = Posts that mention me
notices-level-muted = Nothing, and count nothing as new
notices-level-button = Save
notices-watch-title = What you hear of { $name }
notices-holds-all = You are told of every post.
notices-holds-first = You are told of the first post of each thread, and of posts that mention you.
notices-holds-mentions = You are told of posts that mention you.
notices-holds-muted = You are told of nothing, and nothing counts as new.
notices-as-it-comes = This is what is usual.
notices-forced-now = Those who run this place want everybody to hear of every post. What you choose waits until they do no more.
notices-force-title = For everybody
notices-force-board = Everybody who reads this board is told of every post on it, whatever they chose. Keep it for boards of which nobody may miss anything.
notices-force-cohort = Everybody in this cohort is told of every post on its boards, whatever they chose. Keep it for times when nobody may miss anything.
notices-force-button = Tell everybody of every post
notices-unforce-button = Let everybody choose again
notices-may-not-force = Only those who run this place choose what everybody hears of it. Ask one of its coordinators.

notices-watching-title = What you hear of
notices-watching-lede = You are told of every post in threads that you wrote in, of first posts on the boards of your cohorts, and of posts that mention you. Here is where you chose otherwise.
notices-watching-cohorts = Your cohorts
notices-watching-boards = Boards
notices-watching-threads = Threads
notices-watching-no-cohorts = You are in no cohort.
notices-watching-no-boards = You chose nothing for any board. The top of each board’s page leads to the choice.
notices-watching-no-threads = You chose nothing for any thread. The top of each thread’s page leads to the choice.
notices-change = Change

notices-title = Notices
notices-last-told = Last told first
notices-see-all = Mark all as seen
notices-see = Mark as seen
notices-kind-reminder = You wanted to be reminded of this
notices-kind-mention = { $name } mentioned you
notices-kind-reply = { $name } replied where you wrote
notices-kind-forced = { $name } wrote what everybody is to hear
notices-kind-first = { $name } began this thread
notices-kind-new = { $name } wrote in this thread
notices-posts = { $count ->
    [one] 1 post
   *[other] { $count } posts
  }
notices-kept = Notices are kept for { $days } days.
notices-none = Nobody has told you of anything yet
notices-none-next = When somebody mentions you, replies where you wrote, or begins a thread on a board of your cohorts, it stands here.

notices-mail-title = Mail about posts
notices-mail-lede = Here you choose how you get mail of what you are told of. What that is, you choose elsewhere:
notices-mail-not-sent = This site sends no mail yet. What you choose holds from the day on which it does.
notices-mail-nowhere = You have no address that we know to be yours, so no mail goes out to you. Ask those who run the institution to add one.
notices-mail-to = Mail goes to { $address }.
notices-mail-refused = Mail to { $address } came back on { $time }, so none is sent there any more. The mail server said:
notices-mail-refused-here = Mail to { $address } came back on { $time }, so no posts are sent there any more.
notices-mail-refused-next = If the address is wrong, ask those who run the institution to change it. If it is right, let us try again; if mail comes back again, it stops again.
notices-mail-again = This address is right: try it again
notices-mail-rhythm = How often
notices-mail-rhythm-at-once = At once, a letter for each post
notices-mail-rhythm-hourly = Each hour, if there is anything
notices-mail-rhythm-daily = Each day, if there is anything
notices-mail-rhythm-weekly = Each week, if there is anything
notices-mail-rhythm-never = Never
notices-mail-hour = At what time
notices-mail-hour-hint = For mail by the day or week, in the time zone { $zone }. You change it on your settings page.
notices-mail-weekday = On which day
notices-mail-weekday-1 = Monday
notices-mail-weekday-2 = Tuesday
notices-mail-weekday-3 = Wednesday
notices-mail-weekday-4 = Thursday
notices-mail-weekday-5 = Friday
notices-mail-weekday-6 = Saturday
notices-mail-weekday-7 = Sunday
notices-mail-direct = Send at once what mentions me or answers where I wrote
notices-mail-direct-hint = The rest comes as you chose above. Whoever wants no mail gets none of it.
notices-mail-boards = Of which boards
notices-mail-boards-all = All of them
notices-mail-boards-chosen = Those that I choose below
notices-mail-boards-hint = What those who run a place want everybody to hear comes from the others, too.
notices-mail-board = Boards
notices-mail-no-board = Choose at least one board, or all of them
notices-mail-amount = How much of each post
notices-mail-amount-titles = Titles only
notices-mail-amount-lines = The first lines
notices-mail-amount-whole = The whole text
notices-mail-amount-hint = Mail is read by whoever can open your mailbox. Subjects never name what only some may read.
notices-mail-sorting = In which order
notices-mail-sorting-boards = By board
notices-mail-sorting-time = By time

notices-stop-title = No more mail about posts
notices-stop-lede = You get no more mail about posts from here. Letters to sign in, and those about your account, still come.
notices-stop-button = Send me no more of these
notices-stop-choose = Choose how often instead
notices-stop-done = Done: you get no more mail about posts.
notices-stop-back = You can change your mind at any time:

notices-refused-title = Addresses that take no mail
notices-refused-lede = Mail to these addresses came back, so no more posts are sent there. Their owners read it in their settings, and can have them tried again. Letters to sign in are still tried.
notices-refused-count = { $count ->
    [one] One address.
   *[other] { $count } addresses, the last first. At most 200 stand here.
  }
notices-refused-none = Mail to every address arrives, as far as we know.
