# Letters.
mail-hello = Hello { $name },
mail-sign-in-subject = Sign in at { $institution }
mail-sign-in-link = { $minutes ->
    [one] this link signs you in at { $institution }. It works once, for one minute:
   *[other] this link signs you in at { $institution }. It works once, for { $minutes } minutes:
  }
mail-sign-in-not-you = If you did not ask for it, do nothing: without the link nobody gets in.
mail-notice-subject-new-device = A new sign-in at { $institution }
mail-notice-subject-nameless-device = A new sign-in at { $institution }
mail-notice-subject-recovery-code = A recovery code was used at { $institution }
mail-notice-subject-recovery-codes = New recovery codes for your account at { $institution }
mail-notice-subject-password = Your password at { $institution } was changed
mail-notice-subject-factor-on = Your second factor at { $institution } is on
mail-notice-subject-factor-off = Your second factor at { $institution } is off
mail-notice-subject-factor-reset = Your second factor at { $institution } was taken off
mail-notice-subject-address = Your address at { $institution } was changed
mail-notice-subject-linked = Another way into your account at { $institution }
mail-notice-subject-unlinked = A way into your account at { $institution } is gone
mail-notice-subject-passkey-added = A new passkey for your account at { $institution }
mail-notice-subject-passkey-removed = A passkey of your account at { $institution } is gone
mail-notice-new-device = somebody signed in to your account at { $institution } with { $device }, which we had not seen before.
mail-notice-nameless-device = somebody signed in to your account at { $institution } with a program that does not say what it is, as none before did.
mail-notice-recovery-code = somebody used one of the recovery codes of your account at { $institution } in place of a code of your app. It works no more.
mail-notice-recovery-codes = new recovery codes were made for your account at { $institution }. The old ones work no more.
mail-notice-password = the password of your account at { $institution } was changed. You are signed out everywhere else.
mail-notice-factor-on = signing in to your account at { $institution } asks for a code of an app from now on. You are signed out everywhere else.
mail-notice-factor-off = signing in to your account at { $institution } does not ask for a code any more. You are signed out everywhere else.
mail-notice-address = { $institution } gave your account another address, by its identity system or a list of its people. From now on letters and links to sign in go there, and no more to this one.
mail-notice-factor-reset = somebody who runs { $institution } took the second factor and every passkey off your account, as is done for whoever has lost their phone. You are signed out everywhere.
mail-notice-linked = { $device } was added as a way into your account at { $institution }. You are signed out everywhere else.
mail-notice-unlinked = { $device } is no way into your account at { $institution } any more. You are signed out everywhere else.
mail-notice-passkey-added = a passkey was added to your account at { $institution }, called “{ $device }”. You are signed out everywhere else.
mail-notice-passkey-removed = the passkey “{ $device }” opens your account at { $institution } no more. You are signed out everywhere else.
mail-notice-when = This was on { $at }.
mail-notice-you = If it was you, or you asked for it, do nothing.
mail-notice-not-you-new-device = If it was not you: open your settings, choose “Ways in”, sign out everywhere else, look whether you know each way in and take away what is not yours, and change your password.
mail-notice-not-you-nameless-device = If it was not you: open your settings, choose “Ways in”, sign out everywhere else, look whether you know each way in and take away what is not yours, and change your password.
mail-notice-not-you-recovery-code = If it was not you, somebody has your recovery codes: tell { $name } at once, change your password, and make new recovery codes.
mail-notice-not-you-recovery-codes = If it was not you, somebody else has your account and your phone: tell { $name } at once.
mail-notice-not-you-password = If it was not you, somebody else has your account: tell { $name } at once, and change the password of your mailbox.
mail-notice-not-you-factor-on = If it was not you, somebody else has your account: tell { $name } at once.
mail-notice-not-you-factor-off = If it was not you, somebody else has your account: tell { $name } at once.
mail-notice-not-you-factor-reset = If you did not ask for it, tell { $name } at once.
mail-notice-not-you-address = If this is not your new address, tell { $name } at once.
mail-notice-not-you-linked = If it was not you, somebody else has your account: tell { $name } at once.
mail-notice-not-you-unlinked = If it was not you, somebody else has your account: tell { $name } at once.
mail-notice-not-you-passkey-added = If it was not you, somebody else has your account: tell { $name } at once.
mail-notice-not-you-passkey-removed = If it was not you, somebody else has your account: tell { $name } at once.
mail-hello-you = Hello,
mail-invitation-subject = You are invited to { $institution }
mail-invitation-by-mentee = { $name } invites you to { $cohort } at { $institution }, as a student who asks for advice.
mail-invitation-by-mentor = { $name } invites you to { $cohort } at { $institution }, as a mentor.
mail-invitation-by-coordinator = { $name } invites you to { $cohort } at { $institution }, as one of its coordinators.
mail-invitation-mentee = You are invited to { $cohort } at { $institution }, as a student who asks for advice.
mail-invitation-mentor = You are invited to { $cohort } at { $institution }, as a mentor.
mail-invitation-coordinator = You are invited to { $cohort } at { $institution }, as one of its coordinators.
mail-invitation-note = They write: “{ $note }”
mail-invitation-link = { $days ->
    [one] This link shows you what it is, and who could read what you write there. It works for one day:
   *[other] This link shows you what it is, and who could read what you write there. It works for { $days } days:
  }
mail-invitation-not-you = It is for you alone: do not pass it on. If it means nothing to you, do nothing.
mail-invitation-confirm-subject = Your account at { $institution }
mail-invitation-confirm = { $minutes ->
    [one] this link makes your account at { $institution } and brings you to { $cohort }. It works once, for one minute:
   *[other] this link makes your account at { $institution } and brings you to { $cohort }. It works once, for { $minutes } minutes:
  }
mail-invitation-confirm-not-you = If you did not ask for it, do nothing: without the link there is no account.
mail-invitation-known-subject = You have an account at { $institution }
mail-invitation-known = you have an account at { $institution } with this address already. Sign in here, then open the invitation to { $cohort } once more:
mail-invitation-known-not-you = If you did not ask for it, do nothing: nobody gets in by this letter.
mail-cohort-let-in-subject = Somebody was let into { $cohort }
mail-cohort-let-in = { $by }, who helps to run the institution and does not coordinate { $cohort }, let { $name } in there. Their role: { $role }.
mail-cohort-let-in-why = You coordinate it, so you are told. If you do not know them, look at the people of the cohort: you can take them out again.
mail-posts-subject-reply = Re: { $title }
mail-posts-subject-digest = { $count ->
    [one] One new post at { $institution }
   *[other] { $count } new posts at { $institution }
  }
mail-posts-subject-cohort = New posts in your cohort at { $institution }
mail-posts-subject-institution = New posts at { $institution }
mail-posts-lede = { $count ->
    [one] this was written at { $institution }, and you have not read it yet.
   *[other] { $count } posts were written at { $institution } that you have not read yet.
  }
mail-posts-more = { $count ->
    [one] One more post stands among your notices.
   *[other] { $count } more posts stand among your notices.
  }
mail-posts-why = You get this because you are a member of { $institution } and are told of these posts. Answers to this letter reach nobody: open a post to answer it. Some of it may be for its readers alone, so do not pass it on.
mail-posts-settings = Choose how such letters come:
mail-posts-stop = Get no more of them:
