# Posts that one keeps for oneself.
bookmarks-title = Bookmarks
bookmarks-lede = Posts that you kept to find them again. Nobody but you can see them. You can have { $most }.
bookmarks-settings = Posts that you kept to find them again:
bookmarks-count = { $count ->
    [one] 1 bookmark
   *[other] { $count } bookmarks, last kept first
  }
bookmarks-keep = Keep as a bookmark
bookmarks-change = Change your bookmark
bookmarks-of = A post by { $name } in { $thread }
bookmarks-note = Note
bookmarks-note-hint = For you alone: why you keep it, or what you want to do with it.
bookmarks-remind-hint = If you like, choose a day and an hour, and we remind you of it then. They are in your time zone, { $zone }. Without them you are not reminded.
bookmarks-save = Save
bookmarks-kept = Kept { $time }
bookmarks-gone = A post that you cannot read any more
bookmarks-will-remind = You will be reminded on { $day } at { $hour } ({ $zone }).
bookmarks-edit = Change
bookmarks-remove = Remove
bookmarks-remove-button = Remove it for good
bookmarks-none = You have no bookmarks
bookmarks-none-next = Choose “Reply and more” under a post and then “Keep as a bookmark”, and it stands here.
bookmarks-too-many = You have { $most } bookmarks, which is the most. Remove one that you no longer need, and keep this one then.
