# The shelf: what is the reader's own.
slot-label = For you
slot-new = { $count } new
slot-read-on = Read on from post { $number }
slot-settings = Settings
slot-sign-out = Sign out
slot-fresh-home = New for you
slot-fresh-cohort = New for you in this cohort
slot-fresh-board = New for you on this board
slot-by-board = On your boards
slot-unread = { $count ->
    [one] 1 unread thread
   *[other] { $count } unread threads
  }
slot-unread-more = { $count } or more unread threads
slot-runs = You run this cohort.
slot-manage = Change its people, name and dates
slot-all-new = All that is new
slot-watch = What you hear of
slot-told = { $count ->
    [0] Notices
    [one] 1 notice
   *[other] { $count } notices
  }
slot-told-more = { $count } or more notices
slot-mark-read = Mark this board as read
slot-visitor = You are reading as a visitor.
slot-visitor-nothing = Nothing here is open to visitors; sign in to find what is for you.
slot-sign-in = Sign in
