# Before something is done that others will notice.
confirm-no = No, go back
confirm-hide-thread-title = Hide the thread “{ $name }”?
confirm-hide-thread-lede = For everyone but the moderators it will be as if it had never been. You can bring it back.
confirm-hide-thread-button = Hide this thread
confirm-end-enrolment-title = End { $name }’s time in this cohort?
confirm-end-enrolment-lede = They can no longer read its boards. What they wrote stays.
confirm-end-enrolment-button = End it
