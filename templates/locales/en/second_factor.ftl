# The second factor of sign-in, and one's own ways in.
second-factor-title = One more step
second-factor-lede = Type the code that your app shows for { $institution }.
second-factor-code = Code
second-factor-code-hint = Six digits; they change every thirty seconds. A recovery code does, too.
second-factor-theirs-lede = That alone lets nobody in to this account: its owner has another way that is safer. Come in by that.
second-factor-theirs-lost = Lost it? Ask { $name } to take it off your account.
second-factor-begin-again = Begin again
second-factor-lost = Neither phone nor recovery codes at hand? Ask { $name } to take the second factor off your account.
second-factor-wrong = That code is not right, or it was used already. Wait for the next one and type that
second-factor-unreadable = The codes of your app cannot be checked here any more: the server lost its key to them. Type one of your recovery codes, or ask whoever runs this place to take your second factor off
second-factor-wait = { $seconds ->
    [one] There were too many wrong codes. Wait one second, or use a recovery code
   *[other] There were too many wrong codes. Wait { $seconds } seconds, or use a recovery code
  }
second-factor-again = This sign-in took too long, or too many codes were wrong. Begin again.
second-factor-app-title = Set up a second factor
second-factor-door-lede = Whoever has a role like yours at { $institution } signs in with two things: what you have just shown, and a code of an app on your phone. You set it up once; you are in when it is done.
second-factor-app-lede = From then on, signing in asks for a code of an app on your phone, too.
second-factor-step-app = 1. Tell your app
second-factor-step-app-hint = Any authenticator app will do, also one in a password manager. Have it read this picture:
second-factor-picture = The secret as a picture for the camera of a phone; the same stands below in letters
second-factor-open = Open it in an app on this machine
second-factor-or-type = Or type it by hand:
second-factor-step-code = 2. Show that it works
second-factor-first-code = Code
second-factor-first-code-hint = The six digits that the app shows now
second-factor-turn-on = Turn it on
second-factor-back = Back to your ways in
second-factor-offer-over = This secret was not made for this session, or too long ago. Begin again.
second-factor-codes-title = Your recovery codes
second-factor-codes-lede = If you lose your phone, one of these lets you in. Each works once.
second-factor-codes-once = Nobody is shown them again. Print them, or keep them where you keep passwords, and not on the phone alone.
second-factor-codes-kept = I have kept them
second-factor-ways = Ways in
second-factor-ways-hint = A second factor, recovery codes, and where you are signed in.
second-factor-heading = Second factor
second-factor-is-on = On since
second-factor-left = { $count ->
    [0] There is no recovery code left: make new ones.
    [one] One recovery code is left: make new ones soon.
   *[other] { $count } recovery codes are left.
  }
second-factor-is-off = Off. With it, a stolen password or an open mailbox is not enough to come in as you: signing in asks for a code of an app on your phone, too.
second-factor-is-needed = Your role needs it, so it cannot be turned off.
second-factor-needed = Your role needs a second factor, so it cannot be turned off. You can move it to another phone.
second-factor-own-hint = What your app shows now, or a recovery code. Whatever you choose below asks for one.
second-factor-new-codes = Make new recovery codes
second-factor-new-app = Move to another phone
second-factor-turn-off = Turn it off
second-factor-set-up = Set it up
second-factor-off-already = The second factor is off already.
second-factor-turned-off = The second factor is off, and you are signed out everywhere else.
second-factor-devices = Where you are signed in
second-factor-devices-hint = If you do not know one of these, end it and change your password.
second-factor-seen = Last used
second-factor-unknown-device = Unknown browser
second-factor-this-device = This one
second-factor-way-link = By a link in a mail
second-factor-way-password = By password
second-factor-way-passkey = By a passkey
second-factor-way-demo = By one click in the demonstration
second-factor-way-command = By a command of whoever runs the server
second-factor-way-sign-on = By your institution’s sign-on
second-factor-way-course = From a course
second-factor-end = Sign out
second-factor-end-others = Sign out everywhere else
second-factor-ended = That one is signed out.
second-factor-others-ended = You are signed out everywhere else.
second-factor-reset-title = Lost second factor or passkey
second-factor-reset-lede = For a member who has lost both phone and recovery codes, or a device with a passkey. Be sure that it is they who ask: see them, or call a number that you know. Their second factor and all of their passkeys go, all of their sessions end, a letter tells them, and whoever signs in next sets up a new one where their role needs it.
second-factor-username = Username
second-factor-username-hint = As it stands on their page behind the @
second-factor-username-missing = Write a username
second-factor-username-unknown = Nobody here has that username
second-factor-reason-missing = Say why; it is kept in the audit
second-factor-reset = Take it off
second-factor-was-reset = { $name } has no second factor and no passkey any more and is signed out everywhere.
second-factor-was-reset-to-nothing = { $name } has no second factor and no passkey any more, is signed out everywhere, and has no other way in: no password, no address that a link can be sent to, no provider. Ask whoever runs the server to make a link with “lyceum member sign-in-link”, and hand it over in person.
second-factor-may-not = Only those who run the institution take a second factor off somebody.
second-factor-not-oneself = Somebody else who runs the institution does this for you, or whoever runs the server
second-factor-none = { $name } has neither a second factor nor a passkey
