# Lists in a sentence, joined from the end.
list-last = { $before } and { $after }
list-more = { $before }, { $after }
