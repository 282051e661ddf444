# Reporting what is wrong.
moderation-report-this = Report this post
moderation-report-them = Report this person
moderation-report-post = Report post { $number } by { $name }
moderation-report-person = Report { $name }
moderation-report-lede = Those who keep order here read it. { $name } does not, and nobody tells them who reported it.
moderation-what-is-wrong = What is wrong?
moderation-kind-unkind = It is unkind
moderation-kind-contact = It is contact that I, or somebody else, did not want
moderation-kind-risk = Someone may be at risk
moderation-kind-spam = It is spam
moderation-kind-private = It gives away something private
moderation-kind-other = Something else
moderation-in-your-words = In your own words
moderation-in-your-words-hint = You need not write anything; a few words help.
moderation-report-urgent = Where somebody may be at risk, those who keep order are written to at once. If there is danger now, call the emergency services first.
moderation-report-send = Send the report
moderation-too-many = You have reported { $most } things today, which is the most that this form takes. Write to the people who run this place instead.

# What became of it.
moderation-receipt = Your report
moderation-receipt-open = It is with those who keep order. Nobody has taken it up yet.
moderation-receipt-claimed = Somebody who keeps order is looking at it.
moderation-receipt-decided = It was looked at and decided.
moderation-receipt-told = What they tell you
moderation-receipt-yours = What you reported
moderation-receipt-number = Its number
moderation-receipt-when = When
moderation-receipt-what = About
moderation-receipt-keep = Keep the address of this page: what becomes of your report stands here.
moderation-receipt-again = Add something
moderation-added = Something was added { $time }.
moderation-post-in = Post { $number } in “{ $title }”

# The queue.
moderation-title = Moderation
moderation-go = What was reported and waits for you
moderation-waiting = { $count ->
    [0] Nothing waits for you.
    [one] One case waits for you.
   *[other] { $count } cases wait for you.
  }
moderation-nobody-is-told = Nobody is told who reported something.
moderation-lists = Lists
moderation-list-open = Open
moderation-list-mine = Mine
moderation-list-done = Done
moderation-urgent = Someone may be at risk
moderation-appealed = They have answered
moderation-post-by = Post { $number } by { $name }
moderation-about = About { $name }
moderation-reports = { $count ->
    [one] One report
   *[other] { $count } reports
  }
moderation-claimed-by = { $name } is looking at it.
moderation-claimed-by-you = You are looking at it.
moderation-none-open = Nothing that was reported waits for you
moderation-none-mine = You have taken up nothing
moderation-none-done = Nothing was decided yet
moderation-none-next = What your members report comes here by itself. Where someone may be at risk, you get a letter, too.
moderation-home = Go to the front page

# A case.
moderation-state-open = Open
moderation-state-appealed = Decided, and answered
moderation-state-done = Decided
moderation-since = Since { $time }
moderation-passed-on = Passed on to those who run the institution
moderation-as-it-is-now = The post as it is now
moderation-as-it-was = As it was when it was reported:
moderation-the-same = The same, in the same words as before.
moderation-reported = What was reported
moderation-decided = What was decided
moderation-told-them = Those who reported it are told:
moderation-measures = What was done
moderation-until = Until { $time }
moderation-ended = Ended { $time }
moderation-they-answered = What they answered
moderation-what-to-do = What to do
moderation-notes = Among those who keep order
moderation-note = A note
moderation-note-hint = The others who may judge this read it, and nobody else.
moderation-note-keep = Keep the note
moderation-note-missing = Write the note
moderation-pass-on = Pass it on to those who run the institution
moderation-who-looks = Who is looking at it
moderation-nobody-looks = Nobody yet.
moderation-claim = Take it up
moderation-give-back = Leave it to the others
moderation-claimed-meanwhile = Somebody else has taken it up meanwhile. Go back to the case and look who.
moderation-related = Also about { $name }
moderation-related-none = Nothing else that you may judge.

# What can be done, and what was.
moderation-do-dismiss = Leave it as it is
moderation-do-warn = Warn them
moderation-do-hide-post = Hide the post
moderation-do-lock = Lock the thread
moderation-do-hide-thread = Hide the whole thread
moderation-do-mute = Keep them from writing for some days
moderation-do-suspend = Keep them out for some days
moderation-do-ban = Keep them out for good
moderation-did-dismiss = Left as it is
moderation-did-warn = Warned
moderation-did-hide-post = The post was hidden
moderation-did-lock = The thread was locked
moderation-did-hide-thread = The thread was hidden
moderation-did-mute = Kept from writing
moderation-did-suspend = Kept out for a time
moderation-did-ban = Kept out for good
moderation-about-dismiss = Nothing is done, and { $name } hears nothing. Those who reported it are told why.
moderation-about-warn = { $name } gets a letter from you, and can answer it once.
moderation-about-hide-post = The post keeps its number, and nobody reads it but { $name } and those who keep order. You can bring it back.
moderation-about-lock = Nobody can reply to the thread any more. { $name }, who wrote what was reported, gets a letter.
moderation-about-hide-thread = For everyone but those who keep order it will be as if the thread had never been. { $name }, who wrote what was reported, gets a letter.
moderation-about-mute = { $name } can read and cannot write. It ends by itself.
moderation-about-suspend = { $name } is signed out everywhere and cannot come in. It ends by itself.
moderation-about-ban = { $name } is signed out everywhere and cannot come in any more, until somebody takes it back.
moderation-days = For how many days
moderation-days-form = Write a number from 1 to { $most }
moderation-reason-hint = A few words for the others who keep order. Those who run the institution read them in the audit.
moderation-reason-missing = Say in a few words why
moderation-to-them = What they are written
moderation-to-them-hint = Change it as you like. It goes out as a letter, with a link to answer once.
moderation-body-missing = Write to them
moderation-to-reporters = What those are told who reported it
moderation-to-reporters-hint = Change it as you like. It stands on the page of their report.
moderation-told-missing = Write to those who reported it
moderation-stays-open = Keep the case open: there is more to do
moderation-may-not = You may not do this here, or it is done already. Go back to the case and choose another way.
moderation-decided-meanwhile = Somebody has decided this meanwhile. Go back to the case and look what was done.

# Words to begin with.
moderation-to-them-hide-post = Your post in “{ $title }” is hidden. People were hurt by it, or it said what should stay private. You can still read it yourself.
moderation-to-them-hide-thread = The thread “{ $title }” is hidden, because of what you wrote there.
moderation-to-them-lock = The thread “{ $title }” is locked: nobody can reply there any more.
moderation-to-them-warn = What you wrote in “{ $title }” was reported to us, and we think that it was not all right. Please be kind to the others here.
moderation-to-them-mute = What you wrote in “{ $title }” was reported to us. Please take some days off from writing here; you can go on reading.
moderation-to-them-suspend = What you did in “{ $title }” was reported to us. For some days you cannot come in here.
moderation-to-them-ban = What you did in “{ $title }” was reported to us. You cannot come in here any more.
moderation-to-reporters-hide = Thank you. It is hidden now.
moderation-to-reporters-lock = Thank you. Nobody can reply there any more.
moderation-to-reporters-person = Thank you. We have looked at it, and { $name } has heard from us.
moderation-to-reporters-dismiss = Thank you for telling us. We have looked at it and left it as it is. If it happens again, tell us again.

# Answering.
moderation-answer-title = What we have done
moderation-you-answered = What you answered
moderation-what-became = What became of it
moderation-answer-waits = Somebody else than who decided it will look at it, if there is anybody else. You get a letter; and what they say stands here.
moderation-your-answer = Your answer
moderation-your-answer-hint = You can answer once. Those who keep order read it.
moderation-your-answer-send = Send the answer
moderation-answer-missing = Write your answer
moderation-answered-already = You have answered already. Open the link of the letter again to see what becomes of it.
moderation-answer-decide = What becomes of it?
moderation-answer-keep = It stays as it was decided
moderation-answer-lift = It is taken back
moderation-answer-send = Tell them
moderation-answer-kept = It stayed as it was decided
moderation-answer-lifted = It was taken back
moderation-answer-not-yours = Somebody else than who did it decides this.
moderation-not-your-own = You did this yourself, so somebody else who keeps order decides what becomes of the answer.

# Letters.
moderation-subject-alert = Someone may be at risk at { $institution }
moderation-subject-warn = A word from those who keep order at { $institution }
moderation-subject-hide-post = Your post at { $institution } is hidden
moderation-subject-lock = A thread at { $institution } is locked
moderation-subject-hide-thread = A thread at { $institution } is hidden
moderation-subject-mute = You cannot write at { $institution } for some days
moderation-subject-suspend = You cannot come in at { $institution } for some days
moderation-subject-ban = You cannot come in at { $institution } any more
moderation-subject-kept = Your answer to { $institution }
moderation-subject-lifted = Your answer to { $institution }
moderation-letter-alert = somebody reported at { $institution } that someone may be at risk. You are one of those who can look at it. It stands at the top of your queue.
moderation-letter-warn = those who keep order at { $institution } write to you:
moderation-letter-hide-post = those who keep order at { $institution } have hidden a post of yours:
moderation-letter-lock = those who keep order at { $institution } have locked a thread:
moderation-letter-hide-thread = those who keep order at { $institution } have hidden a thread:
moderation-letter-mute = those who keep order at { $institution } keep you from writing for a time:
moderation-letter-suspend = those who keep order at { $institution } keep you out for a time:
moderation-letter-ban = those who keep order at { $institution } keep you out for good:
moderation-letter-kept = somebody has looked at your answer at { $institution }. What was decided stays:
moderation-letter-lifted = somebody has looked at your answer at { $institution }. What was decided is taken back:
moderation-letter-until = It ends by itself on { $until }.
moderation-letter-link-alert = This is the case; sign in to see it:
moderation-letter-link-warn = If you think that this is wrong, you can answer once, here:
moderation-letter-link-hide-post = If you think that this is wrong, you can answer once, here:
moderation-letter-link-lock = If you think that this is wrong, you can answer once, here:
moderation-letter-link-hide-thread = If you think that this is wrong, you can answer once, here:
moderation-letter-link-mute = If you think that this is wrong, you can answer once, here:
moderation-letter-link-suspend = If you think that this is wrong, you can answer once, here, without signing in:
moderation-letter-link-ban = If you think that this is wrong, you can answer once, here, without signing in:
moderation-letter-link-kept = It stands here, too:
moderation-letter-link-lifted = It stands here, too:
