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
