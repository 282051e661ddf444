# What was written and not posted yet.
drafts-title = Drafts
drafts-lede = What you wrote and did not post yet. Nobody but you can see it. You can have { $most } drafts, and one that you have not saved for 180 days goes.
drafts-count = { $count ->
    [one] 1 draft, last saved first
   *[other] { $count } drafts, last saved first
  }
drafts-reply = Reply to { $place }
drafts-start = Thread on { $place }
drafts-edit = Change of your post in { $place }
drafts-nowhere = For a place that you cannot read any more
drafts-saved = Saved { $time }
drafts-will-be-posted = It will be posted on { $day } at { $hour } ({ $zone }).
drafts-no-more = You can no longer post it there. Copy what you want to keep.
drafts-refused-locked = It could not be posted at its hour: the thread had been locked. It is a draft again.
drafts-refused-gone = It could not be posted at its hour: the place was not there for you any more. It is a draft again.
drafts-refused-rights = It could not be posted at its hour: you were not among those who may write there. It is a draft again.
drafts-refused-text = It could not be posted at its hour: the text would not have been accepted. It is a draft again; go on with it to see why.
drafts-files = { $count ->
    [one] 1 file is with it.
   *[other] { $count } files are with it.
  }
drafts-refused-names = It could not be posted at its hour: your name would have been shown, and it was not to be. It is a draft again.
drafts-refused-kind = It could not be posted at its hour: this board takes one thread, or one from each member, and that was there by then. It is a draft again.
drafts-refused-slow = It could not be posted at its hour: you had posted as often as its board lets one person. It is a draft again.
drafts-says = Show what it says
drafts-go-on = Go on writing
drafts-keep = Do not post it by itself
drafts-delete = Delete
drafts-delete-button = Delete it for good
drafts-none = You have no drafts
drafts-none-next = “Save as draft” below a form keeps what you wrote here, until you go on with it, on any device.
drafts-here = You have a draft here from { $date }.
drafts-settings = What you wrote and did not post yet, and what will be posted later:
drafts-save = Save as draft
drafts-later = Post it later
drafts-later-hint = Day and hour are in your time zone, { $zone }. Until then it stands with your drafts, where you can change it or take it back.
drafts-day = Day
drafts-hour = Hour
drafts-schedule = Post it then
drafts-pieces = Put in
drafts-pieces-hint = Each of these puts a piece at the end of your text and shows the form again. { $markdown } says what else there is.
drafts-piece-bold = Bold
drafts-piece-italic = Italics
drafts-piece-link = Link
drafts-piece-list = List
drafts-piece-quote = Quotation
drafts-piece-code = Code
drafts-piece-heading = Heading
drafts-piece-table = Table
drafts-piece-spoiler = Spoiler
drafts-piece-maths = Formula
drafts-piece-words = your words
drafts-inserted = A piece stands at the end of your text now. Put your own words in place of “your words”.
drafts-inserted-go = Go to the text

# What could not be saved or posted.
drafts-day-form = Choose a day
drafts-hour-form = Choose an hour, such as 18:30
drafts-hour-past = Choose an hour that is still to come
drafts-hour-far = Choose an hour within the next year
drafts-too-many = You have { $most } drafts, which is the most. Delete one that you no longer need, and save this one again.
drafts-gone = The draft that you went on with is not there any more: it was posted at its hour, or deleted. Look whether it stands in the thread; if you send this now, it is posted as it stands here.
