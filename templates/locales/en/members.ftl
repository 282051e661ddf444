# Members and their settings.
members-imported = This person wrote by e-mail, before this place was here. They have no account.
members-facts = In short
members-field = Field of work or study
members-graduation-year = Year of graduation
members-time-zone = Time zone
members-settings = Settings
members-name = Name
members-name-hint = As others shall read it. Your username is { $username }; it stays.
members-pronouns = Pronouns
members-field-hint = It stands beside your name where people look for somebody to ask.
members-time-zone-hint = Such as Europe/London, so that mentors know when you are awake.
members-bio = About you
members-bio-hint = A few lines: what you do, what you can be asked about. { $markdown } works.
members-who-sees = Members of your institution can see this page. Your cohorts stand there only for those who share them; your e-mail address is never shown.
members-password = Password
members-current-password = The password you have
members-new-password = A new password
members-new-password-hint = At least 12 characters; four words that do not belong together are good.
members-password-change = Change the password
members-password-set = Set a password
members-house = Running the institution
members-devices = Your devices
members-devices-hint = If you have used a computer that is not yours, or lost one that is, sign out of all of them at once.
members-sign-out-everywhere = Sign out everywhere

# What a form about a member could not accept.
members-email-form = Write an address such as name@example.org
members-email-taken = Somebody here has this address already
members-name-missing = Write a name
members-year-form = Write a year such as 2028, or nothing
members-zone-form = Choose a time zone from the list, such as Europe/London
members-muted = You cannot write here until { $until }. You can go on reading; what you typed stands below, so that you can keep it.
