# What stands around every page.
frame-skip = Skip to the page
frame-nav = Main
frame-cohorts = Cohorts
frame-boards = Boards
frame-report = Report a concern
frame-help = Help
frame-accessibility = Accessibility
frame-privacy = Privacy
frame-utc = All times are in UTC.
frame-search = Search
