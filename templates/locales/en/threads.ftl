# Threads and posts.
threads-pinned = Pinned
threads-locked = Locked
threads-replies = { $count ->
    [0] No replies yet
    [one] 1 reply
   *[other] { $count } replies
  }
threads-answers = { $count ->
    [0] No answer yet
    [one] 1 answer
   *[other] { $count } answers
  }
threads-answer-first = Once you have answered here, you can read what others answered. Those who keep order here, and mentors, read all answers.
threads-answer-first-row = Answer to read the others’ answers
threads-answer-first-will = Your answer is for those of them who have answered, for mentors, and for those who keep order here. If you delete it, the others’ answers are hidden from you again.
# Where peers do not read who writes.
threads-names-here = Students and mentors write here without their names, and stay the same “anonymous” person throughout this thread. Those who keep order here write under their names; they can look who wrote a post, and each look is noted. Those who run the institution find it in its log.
threads-names-all = Your name is not shown to other readers, now or later, unless you keep order here. Those who keep order can look who wrote it, and each look is noted; those who run the institution find it in its log.
threads-names-masked = Your name is not shown to other readers, now or later: they read “anonymous” and a number that is yours in this thread. Those who keep order can look who wrote it, and each look is noted; those who run the institution find it in its log. Nothing hides what you say about yourself, or the name of a file.
threads-names-named = You keep order here, so your own name is shown to all readers. Others write here without theirs.
threads-mask-torn = This board was changed while you wrote: your name would be shown now. Look below, and post it again if you want that.
threads-author = Who wrote this
threads-author-hint = Readers do not see it. That you looked is noted for those who run the institution.
threads-author-look = Look who wrote this
threads-author-is = Written by { $name }. That you looked is noted.
threads-post = Post { $number }
threads-post-by = Post { $number } by
threads-edited = Edited { $time }.
threads-edited-why = Edited { $time }: { $why }.
threads-amended = Edited by { $name }, who keeps order here, { $time }: { $why }.
threads-what-changed = See what changed
threads-more = Reply and more
threads-more-about = about post { $number }
threads-stub-more = More
threads-stub-hidden = A moderator has hidden this post.
threads-stub-held = This post is waiting for a moderator.
threads-stub-deleted = Deleted by its author.
threads-stub-erased = This post went with its author, who asked for it.
threads-whole = { $count ->
    [one] 1 post
   *[other] { $count } posts
  } by { $people ->
    [one] 1 person
   *[other] { $people } people
  }
threads-range = Posts { $first } to { $last }
threads-latest = Latest post
threads-pages = Pages of this thread
threads-people = On this page
threads-also-on = Also stands on
threads-closed-locked = This thread is locked: everyone who could read it still can, and nobody can reply.
threads-closed-archived = This thread stands in the archive. You can read it; nobody can reply.
threads-closed-unanswered = Nobody can reply here: the board takes no replies.
threads-your-reply = Your reply
threads-your-answer = Your answer
threads-post-answer = Post answer
threads-reply-hint = A few honest lines are plenty. { $markdown } works, and you can change it later.
threads-post-reply = Post reply
threads-title = Title
threads-title-hint = { $kind ->
    [introductions] Your name, or how you would like to be called. Up to 150 characters.
    [announcements] What it is about, so that others find it again. Up to 150 characters.
   *[other] The question itself, so that others find it again. Up to 150 characters.
  }
threads-body = { $kind ->
    [introductions] Who are you?
    [announcements] What would you like to say?
   *[other] What would you like to know?
  }
threads-body-hint = { $kind ->
    [introductions] What you do, and what you hope to get out of being here. { $markdown } works.
    [announcements] { $markdown } works.
   *[other] What you have tried and what you are afraid of both help. { $markdown } works.
  }
threads-template = The text begins with what this board asks for. Fill it in; what does not fit you can delete.
threads-template-untouched = Only the template of this board stands here so far. Fill it in, and post it again.
threads-all-cohorts = Choose a board of each of my { $count } cohorts
threads-other-boards = Should it stand on other boards too?
threads-other-boards-hint = It stays one discussion at one address. Everyone who can read any of its boards can read all of it.
threads-post-thread = { $kind ->
    [questions] Post question
    [answer-first] Post question
    [introductions] Post introduction
    [announcements] Post announcement
   *[other] Post thread
  }
threads-good-question = A question people can answer
threads-good-question-1 = asks one thing
threads-good-question-2 = says what you have tried
threads-good-question-3 = says by when you need to know
threads-reply-to = Reply to “{ $title }”
threads-back = Back to the thread
threads-edit-title = Change post { $number }
threads-edit-lede = Those who can read the post can see what you changed.
threads-edit-body = Your text
threads-edit-hint = { $markdown } works.
threads-edit-why = Why did you change it?
threads-edit-why-hint = A few words, such as “corrected the link”. They stand under the post.
threads-back-to-post = Back to the post
threads-actions-title = Post { $number }: reply and more
threads-actions-in = In { $thread }
threads-actions-what = What you can do
threads-hidden-because = Hidden { $time } by { $name }: { $why }
threads-reply-quoting = Reply with a quotation
threads-quote-said = { $name } wrote
threads-edit = Change it
threads-delete = Delete it
threads-amend = Edit it with trace
threads-taken-back-because = Deleted { $time } by its author, { $name }. Reason: { $why }. Thirty days later what it said is erased.
threads-taken-back-so = Deleted { $time } by its author, { $name }. Thirty days later what it said is erased.
threads-take-back-title = Delete post { $number }?
threads-take-back-lede = A line that says “Deleted by its author” stays in its place, so that answers to it make sense. You cannot bring it back. For thirty days those who keep order here can still read it; then it is erased.
threads-take-back-whole = Nobody has answered, so the whole thread goes.
threads-take-back-why = Why?
threads-take-back-why-hint = Only those who keep order read it.
threads-take-back-button = Delete this post
threads-amend-title = Edit post { $number } by { $name }
threads-amend-lede = Under the post it will say that you edited it and why, and everybody who can read it can compare both versions.
threads-permalink = A link to this post, for those who can read it:
threads-for-moderators = For moderators
threads-hide = Hide this post
threads-restore = Bring this post back
threads-this-thread = This thread
threads-lock = Lock it
threads-unlock = Unlock it
threads-hide-thread = Hide it
threads-restore-thread = Bring it back
threads-hidden-title = Hidden threads of { $board }
threads-hidden-lede = Only those who keep order on this board can see this list. Open a thread to read it first.
threads-hidden-mark = Hidden
threads-hidden-by = Hidden by { $name }: { $why }
threads-hidden-unsaid = Who hid it and why was not noted.
threads-hidden-none = No thread of this board is hidden
threads-hidden-none-next = When somebody who keeps order hides a thread, it stands here with their reason, until it is brought back.
threads-place = Choose its boards
threads-pin = Pin it to the top
threads-unpin = Unpin it
threads-history-title = What changed in post { $number }
threads-history-lede = The newest version comes first. Words that came in are underlined; words that went are struck through.
threads-version = Version { $number }
threads-added = Added:
threads-added-end = End of what was added.
threads-removed = Removed:
threads-removed-end = End of what was removed.
threads-boards-title = Boards of “{ $title }”
threads-boards-now = Where it stands
threads-boards-add = Add a board
threads-boards-which = Which board?
threads-boards-none = There is no other board on which you may start threads.
threads-take-off = Take it off
threads-wider-title = Put it on “{ $board }” too?
threads-wider-public = Everyone on the web will be able to read this thread.
threads-wider-institution = { $count ->
    [one] One more person will be able to read this thread: every member of this institution can.
   *[other] { $count } more people will be able to read this thread: every member of this institution can.
  }
threads-wider-cohort = { $count ->
    [0] Nobody new will be able to read this thread.
    [one] One more person will be able to read this thread.
   *[other] { $count } more people will be able to read this thread.
  }
threads-wider-posts = { $count ->
    [one] That includes the post that was written before they came.
   *[other] That includes the { $count } posts that were written before they came.
  }
threads-wider-button = Yes, put it there too

# What a form about a thread could not accept, and who may not do what.
threads-agree-first = More people could read this thread than before. Look who they are, and agree to it first.
threads-look-who-reads = Look who will be able to read this thread on all of its boards, below, and post it again.
threads-board-unknown = You cannot start a thread on that board
threads-body-missing = Write something first
threads-hidden-meanwhile = This post has been hidden in the meantime, so it cannot be changed. A moderator can tell you why.
threads-last-board = A thread stands on at least one board. Hide it if nobody should read it.
threads-locked-meanwhile = This thread has been locked in the meantime, so your reply cannot be added. Copy it if you want to keep it.
threads-edit-no-more = This is your post, and it can no longer be changed: it was hidden, or nobody may reply here any more, or you may not.
threads-edit-too-late = On this board posts can be changed for { $minutes } minutes, and this one is older. Write a reply that says what you would change, or ask somebody who keeps order.
threads-erased-meanwhile = Its author deleted this post more than thirty days ago, and what it said is erased. It cannot be brought back.
threads-taken-back-meanwhile = Its author has deleted this post in the meantime, so there is nothing to hide.
threads-may-not-take-back = You can read this post, and only its author can delete it, as long as it is not hidden.
threads-may-not-amend = You can read this post, and only those who keep order can edit somebody else’s, as long as it is shown and was written here.
threads-hidden-thread = This thread is hidden. Its pages are there for nobody; those who keep order here can bring it back.
threads-may-not-edit = You can read this post, and only its author can change it.
threads-may-not-hide = You can read this post, and only moderators can hide it or bring it back.
threads-may-not-lock = You can read this thread, and only the moderators of its first board can lock or hide it.
threads-may-not-pin = You can read this board, and only those who run it can pin threads on it.
threads-may-not-place = You can read this thread, and only its author and its moderators can choose its boards.
threads-reply-to-none = The post that you want to answer is not in this thread. Go to the thread and choose the one you mean.
threads-reply-back = Go to the thread
threads-may-not-reply = You can read this thread, and only some of its readers can reply. Look under its board’s heading who they are.
threads-board-archived = This board is in the archive. You can still read everything; nobody can start threads here any more.
threads-cohort-ended = The cohort of this board is not open any more. You can still read everything; nobody can start threads here.
threads-one-thread = This board is a single thread, and it is there already. Reply in it instead.
threads-one-thread-go = Go to the thread
threads-introduced = You have introduced yourself here already, and one introduction each is enough. You can change yours, or reply to others.
threads-introduced-go = Go to your introduction
threads-introduced-hidden = You have introduced yourself here already. Those who keep order here have hidden it; ask them before you write another.
threads-slow = { $span ->
    [hour] { $count ->
        [one] You have posted here in the last hour, and one post an hour is all that this board takes from one person.
       *[other] You have posted here { $count } times in the last hour, which is as often as this board lets one person.
      }
    [day] { $count ->
        [one] You have posted here in the last 24 hours, and one post a day is all that this board takes from one person.
       *[other] You have posted here { $count } times in the last 24 hours, which is as often as this board lets one person.
      }
   *[week] { $count ->
        [one] You have posted here in the last seven days, and one post a week is all that this board takes from one person.
       *[other] You have posted here { $count } times in the last seven days, which is as often as this board lets one person.
      }
  } You can post again on { $day } at { $hour } ({ $zone }). Save this as a draft until then, or have it posted then by itself.
threads-answers-are-open = Everybody who reads this thread reads its answers already, so it cannot stand on a board where one has to answer first. Start a new thread there.
threads-split-answer-first = What was answered here is for those who have answered, too. It cannot be moved to where others would read it.
threads-split-one-thread = The posts stand on a board of one thread, so they can only go into a thread that is there already
threads-may-not-start = You can read this board, and only some of its readers can start threads. Look under its heading who they are.
threads-no-board = The form did not say which board it is for. Go back, load the page anew and send it once more.
threads-note-institution = everyone at this institution
threads-note-public = everyone on the web
threads-reason-missing = Say in a few words why
threads-title-missing = Write your question as a title

# Moving posts.
threads-stub-moved = This post was moved to another thread.
threads-stub-moved-go = Go to it
threads-split = Move posts
threads-split-title = Move posts of “{ $title }”
threads-split-lede = Each keeps its address and gets a number where it comes to. A stub keeps its number here, and leads to it.
threads-split-which = Which posts?
threads-split-post = Post { $number } by { $name }
threads-split-all = All of them: this thread is merged into the other, and what is left of it is locked
threads-split-from = And every post from this number on
threads-split-more = The thread has more posts than are listed.
threads-split-number = Write the number of a post, such as 12
threads-split-none = Choose at least one post that is still here
threads-split-new = Title of a new thread
threads-split-into = Or the address of another thread
threads-split-into-hint = One that you may lock, too; copy it from the address bar.
threads-split-where = There is no other thread at that address that you may lock
threads-split-one-place = Write either the title of a new thread or the address of another
threads-split-go = Move them
threads-split-wider = Others would read these posts, too
threads-split-agree = Move them, and let these people read them
threads-may-not-see-names = Only those who keep order here may look who wrote a post.
threads-may-not-split = Only those who keep order where a thread belongs move its posts.
