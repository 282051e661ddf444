# What is said beside a field whose text cannot be shown.

# $limit: the most that fits, in kilobytes (about a thousand letters each)
text-too-long =
    This is longer than the { $limit } kB that fit here. Nothing is lost: shorten it, or send the rest separately.
text-too-large =
    This would become a page too large for others to open, most likely because of a very big table. Nothing is lost: split it into smaller parts.
