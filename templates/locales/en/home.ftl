# The front page.
home-title = Home
home-cohorts = Cohorts
home-boards = Boards
home-empty = Nothing stands here yet
home-empty-next = As soon as a coordinator opens a board or a cohort, you will find it on this page.
