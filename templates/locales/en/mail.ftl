# Letters.
mail-hello = Hello { $name },
mail-sign-in-subject = Sign in at { $institution }
mail-sign-in-link = { $minutes ->
    [one] this link signs you in at { $institution }. It works once, for one minute:
   *[other] this link signs you in at { $institution }. It works once, for { $minutes } minutes:
  }
mail-sign-in-not-you = If you did not ask for it, do nothing: without the link nobody gets in.
