# Feeds: what was written last, for programs that look again by themselves.

feeds-title = Feeds
feeds-lede = A program that reads feeds can look for you whether something was written, as Atom or as JSON Feed.
feeds-none = The feed of a public board lies beside it: put feed.atom or feed.json behind the board’s address. For boards that are not for everybody you need an address of your own, which only you know.
feeds-make = Make my address
feeds-make-another = Make another address, and end this one
feeds-end = End my address
feeds-secret = Your address was made on { $time }. Whoever has it reads what you may read here: give it to your own programs only, and end it if it got into other hands.
feeds-thread-hint = For a single thread, put t and the thread’s id in place of b and the board’s name. With feed.json at the end you get JSON Feed.
feeds-no-boards = There is no board that you read.
feeds-reply = Re: { $title }
feeds-board = New posts on { $title }
feeds-thread = New posts in { $title }
