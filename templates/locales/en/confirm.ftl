# Before something is done that others will notice.
confirm-no = No, go back
confirm-hide-thread-title = Hide the thread “{ $name }”?
confirm-hide-thread-lede = For everyone but the moderators it will be as if it had never been. You can bring it back.
confirm-hide-thread-button = Hide this thread
confirm-end-enrolment-title = End { $name }’s time in this cohort?
confirm-end-enrolment-lede = They can no longer read its boards. What they wrote stays.
confirm-end-enrolment-button = End it
confirm-add-identity-title = Is this you: { $name }?
confirm-add-identity-lede = This is the account that you came back with. Whoever signs in with it gets into your account here. If it is not yours, add nothing, and sign out there first.
confirm-add-identity-button = It is mine, add it
confirm-remove-identity-title = Take { $name } away?
confirm-remove-identity-lede = It is no way into your account any more. Where you are signed in by it, you are signed out; what it gave you here, such as a place in a cohort, goes with it.
confirm-remove-identity-button = Take it away
confirm-remove-passkey-title = Take the passkey “{ $name }” away?
confirm-remove-passkey-lede = It opens your account no more. The device may still show it: you can delete it there, too.
confirm-remove-passkey-button = Take it away
