# What many pages have.
page-crumbs = You are here
page-home = Home
page-beside = Beside this page
page-pages = Pages
page-page = Page
page-number = page { $number }
page-previous = Previous
page-next = Next
page-last = Last
page-face = { $name } ({ $role })
page-faces = With { $names }
