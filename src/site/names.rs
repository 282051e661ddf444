//! Names as they are shown: a member's own, or the words for a mask.

use super::Site;
use crate::db::ids::MemberId;
use crate::roster::{MaskPart, Shown};
use crate::theme::Arg;

impl Site {
    /// The name of whoever wrote something, in a language; empty where nobody knows it.
    pub fn name_of(&self, language: &str, shown: Shown) -> String {
        match shown {
            Shown::Member(id) => self.own_name(id),
            Shown::Masked(mask) => {
                let key = match mask.part {
                    MaskPart::Mentor => "role-masked-mentor",
                    MaskPart::Mentee => "role-masked-mentee",
                    MaskPart::Member => "role-masked-member",
                };
                self.words.say(language, key, &[("number", Arg::Number(i64::from(mask.number)))])
            }
        }
    }

    /// The name of somebody who is here under it: who keeps order, say.
    pub fn own_name(&self, id: MemberId) -> String {
        self.roster.member(id).map_or_else(String::new, |person| person.name.clone())
    }
}
