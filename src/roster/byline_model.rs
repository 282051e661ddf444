//! The columns that say who wrote: of a post, of a thread's beginning and of its end. They are read as a byline alone.

use diesel::prelude::*;

use super::byline::{Byline, Shown};
use crate::db::ids::MemberId;
use crate::db::schema::{posts, threads};

macro_rules! bylines {
    ($($(#[$about:meta])* $name:ident($table:ident: $author:ident, $mask:ident)),*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
        #[diesel(table_name = $table, treat_none_as_null = true)]
        pub struct $name {
            $author: MemberId,
            $mask: Option<String>,
        }

        impl $name {
            /// Who it was.
            pub fn byline(&self) -> Byline {
                Byline::stored(self.$author, self.$mask.as_deref())
            }

            /// As what they show.
            pub fn shown(&self) -> Shown {
                self.byline().shown()
            }

            /// See [`Byline::behind`].
            pub fn behind(&self) -> MemberId {
                self.$author
            }
        }

        impl From<Byline> for $name {
            fn from(byline: Byline) -> Self {
                Self { $author: byline.behind(), $mask: byline.mask().map(|mask| mask.to_string()) }
            }
        }

        impl From<MemberId> for $name {
            fn from(author: MemberId) -> Self {
                Self::from(Byline::new(author, None))
            }
        }
    )*};
}

bylines! {
    /// Who wrote a post.
    WrittenBy(posts: author_id, mask),
    /// Who started a thread.
    StartedBy(threads: author_id, author_mask),
    /// Who wrote last in a thread.
    LastBy(threads: last_author_id, last_author_mask)
}
