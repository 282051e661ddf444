# Signing in.
sign-in-title = Sign in
sign-in-lede = Welcome to { $institution }.
sign-in-by-institution = With your institution
sign-in-continue-with = Continue with { $name }
sign-in-by-institution-hint = You will see its own sign-in page and come straight back here.
sign-in-provider-away = Signing in with { $name } does not work just now. Try again in a minute, or come in another way.
sign-in-by-link = By a link in a mail
sign-in-email = E-mail address
sign-in-email-hint = We send you a link that signs you in. It works once, for 15 minutes.
sign-in-send-link = Send me a link
sign-in-by-password = By password
sign-in-username = Username or e-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-no-password = No password yet?
sign-in-no-mail = Links by mail are not set up here. Ask { $name } for a link.
sign-in-not-yet = Not a member yet?
sign-in-not-yet-hint = Accounts are made by the people who run your programme. Ask your coordinator.
sign-in-sent-title = Look at your mail
sign-in-sent-lede = If { $email } belongs to a member, a link is on its way there.
sign-in-sent-once = { $minutes ->
    [one] The link works once, for one minute.
   *[other] The link works once, for { $minutes } minutes.
  }
sign-in-sent-wait = If nothing comes, look where your mail program puts what it takes for advertising.
sign-in-sent-again = Send another one
sign-in-link-title = Welcome back
sign-in-link-lede = One more step: this signs you in at { $institution } on this device.
sign-in-demo-offer = This is a demonstration: { $link } with one click.
sign-in-demo-link = come in as one of its people
sign-in-demo-title = Who would you like to be?
sign-in-demo-lede = These are the people of the demo. Each sees what somebody in that role would see.
sign-in-demo-button = Sign in
sign-in-email-missing = Write your e-mail address
sign-in-still-in = With { $name } you are still signed in at your institution: on a shared machine, sign out there, too.
sign-in-leave-there = Sign out there
sign-in-ended = You are signed out.
sign-in-link-used = This link has been used, or its time is over. Ask for a new one.
sign-in-go = Go to the sign-in page
sign-in-password-short = Make it longer: { $least } characters at least
sign-in-password-common = Half the world has that password, and it is guessed first. Take four words that do not belong together
sign-in-password-personal = Leave your name, your username, your address and your institution out of it: everybody knows them
sign-in-password-wrong = That is not the password you have
sign-in-wrong = That name and that password do not belong together
sign-in-changed = The password of this account was changed at this very moment. Sign in again.
