# Forms, and what they answer.
form-problems = { $count ->
    [one] One thing to mend
   *[other] { $count } things to mend
  }
form-error = Error:
form-optional = (optional)
form-preview = Preview
form-preview-title = What it will look like
form-markdown = Markdown
form-number = { $count }
form-reason = Why?
form-reason-hint = A few words. The person concerned, the moderators and the administrators can read them.
form-save = Save
form-continue = Continue
form-choose-one = Choose one of these
form-hidden-characters = There are characters in it that nobody can see. Type it anew instead of pasting it.
form-one-line = Write it on one line
form-too-long = Make it shorter: it has { $length } characters, and { $most } is the most
