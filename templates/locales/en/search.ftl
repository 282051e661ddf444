# Searching.
search-title = Search
search-title-for = Search: { $q }
search-form = Search with filters
search-words = What to look for
search-go = Search
search-help = How to search
search-example-words = bridge cracks
search-help-words = finds what has both words, in any order.
search-example-phrase = "old bridge"
search-help-phrase = finds the words side by side.
search-example-without = bridge -arch
search-help-without = leaves out what has the second word.
search-example-beginning = bridg*
search-help-beginning = finds every word that begins like this.
search-example-by = by:ada
search-help-by = finds what one person wrote, by the name in the address of their page.
search-example-in = in:ask-a-mentor
search-help-in = finds what stands on one board, or on the boards of one cohort, by the name in its address.
search-example-dates = after:2026-10-01 before:2026-11-01
search-help-dates = finds what was written on the first day or later, and before the second.
search-example-has = has:link
search-help-has = finds what has a link in it; so do has:code and has:image.
search-people = People
search-more-people = { $count ->
    [one] One more person is called like this.
   *[other] { $count } more people are called like this.
  } Write more of the name.
search-hits = Threads and replies
search-thread-by = Thread by
search-count = { $count ->
    [one] 1 found
   *[other] { $count } found
  }
search-count-more = More than { $count } found
search-pages = Pages of what was found
search-instead = Nothing for “{ $q }”. Shown instead:
search-nothing = Nothing for “{ $q }”
search-nothing-lede = Try fewer words, or other ones.
search-nothing-visitor = You see what everybody may read; sign in to find what is for members.
search-filling = The index is still being made. More will be found in a while.
search-too-long = Write at most { $most } characters; these are { $length }.
search-too-many = Write at most { $most } words and filters.
search-no-words = Write at least one word to look for.
search-beginning-short = Write at least two letters before the *.
search-filter-empty = Write something right after { $filter }:, without a blank.
search-day-form = Write the day after { $filter }: as 2026-11-01; { $value } is none.
search-has-unknown = Only has:link, has:code and has:image can be looked for, and not has:{ $value }.
search-no-tags = There are no tags yet; write the word without tag:.
search-place-unknown = You read no board and no cohort that is called { $value }. Take the name from its address, after /b/ or /c/.
search-author-unknown = You can read nothing by anybody called { $value }. Take the name from the address of their page, after /m/.
