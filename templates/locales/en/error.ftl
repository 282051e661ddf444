# What went wrong: what happened, what it means, what to do next.
error-title = Something is in the way
error-title-404 = Page not found
error-heading-404 = We cannot show you this page
error-heading-4 = That did not work
error-heading-5 = We could not do that
error-next = What you can do
error-sign-in = Sign in
error-next-sign-in = { $link } if you have an account; you will come straight back here.
error-home = front page
error-next-home = Go to the { $link } and look from there.
error-tell = tell us
error-next-tell = If a link on this site brought you here, { $link }; we want to mend it.
error-typed = What you typed
error-typed-lede = It is not saved. Copy it before you go on.
error-typed-again = It is not saved yet. The button above sends it as it is.
error-again = Send it again
error-back-home = Go to the front page
error-request = If you ask us about it, tell us this number:
error-not-found = Either there is no page at this address, or it is one that you cannot read as you are now.
error-sign-in-required = Please sign in first; you will come straight back here.
error-token-needed = A good token of this institution is needed: send it as Authorization: Bearer, or make another one under /admin/provisioning/.
error-invalid = Some of what you typed cannot be saved as it is. Go back, mend it and send it again.
error-wrong-method = Nothing can be sent to this address in that way. Open the page that you came from and use what stands there.
error-wrong-type = We could not read what was sent. Please use the form on the page.
error-too-large = That is more than we can take at once. Make it shorter and send it again.
error-too-slow = Your request took too long to arrive. Please send it again.
error-too-many = That was a lot in a short time. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } and try again.
error-busy = More people are here just now than we can answer. Nothing is lost: wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } and send it again.
error-away = What we keep everything in does not answer just now. Nothing that was saved is lost: wait a few seconds and try again. If you sent something, it is not known whether it arrived: sending it again does no harm.
error-full = There is no room left here to save anything, so what you sent is not saved. Reading still works. Keep your text and send it again later; whoever runs this site can see what is wrong.
error-unknown-host = No institution lives at this address. Check the spelling of its name.
error-peer = The other institution did not answer. Please try again in a few minutes.
error-internal = The fault is ours, and we have been told. Please try again in a few minutes.
error-foreign-origin = That came from another website, so we did nothing. Open the page here and send it again.
error-form-token = This form has been open for too long, or you have signed in again since. Go back, load the page anew and send it once more.
error-malformed-address = What stands after the question mark in this address means nothing here. Go back and follow a link on the page.
error-session-over = Your session ended while this was on its way, so nothing was done. Sign in, and send it again.
error-malformed-form = We could not read what was sent. Go back and send the form again.
error-unknown-field = Something was sent that is not in the form. Go back, load the page anew and send it once more.
