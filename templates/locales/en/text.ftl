# What a text could not be.
text-too-long = Make it shorter: { $limit } kB is the most that one post can hold
text-too-large = It becomes too large when it is drawn. Take out some of its tables or lists.
