# Who can read this; "-will" stands above the button that publishes.
audience-public = Everyone on the web can read what is written here.
audience-public-will = Everyone on the web will be able to read it.
audience-institution = { $count ->
    [0] Every member of this institution can read what is written here.
    [one] The one member of this institution can read what is written here.
   *[other] All { $count } members of this institution can read what is written here.
  }
audience-institution-will = { $count ->
    [0] Every member of this institution will be able to read it.
    [one] The one member of this institution will be able to read it.
   *[other] All { $count } members of this institution will be able to read it.
  }
audience-cohort = { $count ->
    [0] Nobody is in this cohort yet; only its people will read what is written here.
    [one] Only the one person of this cohort can read what is written here.
   *[other] Only the { $count } people of this cohort can read what is written here.
  }
audience-cohort-will = { $count ->
    [0] Only the people of this cohort will be able to read it.
    [one] The one person of this cohort will be able to read it.
   *[other] The { $count } people of this cohort will be able to read it.
  }
audience-cohorts = { $count ->
    [one] Only the one person of these { $cohorts } cohorts can read what is written here.
   *[other] Only the { $count } people of these { $cohorts } cohorts can read what is written here.
  }
audience-cohorts-will = { $count ->
    [one] The one person of these { $cohorts } cohorts will be able to read it.
   *[other] The { $count } people of these { $cohorts } cohorts will be able to read it.
  }
audience-boards = It stands on { $boards }.
audience-boards-will = It will stand on { $boards }.
audience-by-role = They are { $readers }.
audience-roles = { $readers }.
audience-mentors = { $count ->
    [one] 1 mentor
   *[other] { $count } mentors
  }
audience-mentees = { $count ->
    [one] 1 student
   *[other] { $count } students
  }
audience-coordinators = { $count ->
    [one] 1 coordinator
   *[other] { $count } coordinators
  }
audience-moderators = { $count ->
    [one] 1 moderator
   *[other] { $count } moderators
  }
audience-observers = { $count ->
    [one] 1 observer
   *[other] { $count } observers
  }
audience-who = See who they are
