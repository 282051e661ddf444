//! What each form would send: filled in so that it does something, and so that it does nothing.

use super::rows::Row;
use super::verdict::{About, Request};
use super::world::World;

/// Fields of a form.
pub type Fields = Vec<(&'static str, String)>;

/// The forms in an order in which one person can send all of them that they may, each doing something.
pub const IN_TURN: &[&str] = &[
    "/b/{board}/read",
    "/unread/read",
    "/p/{id}/unread",
    "/p/{id}/bookmark",
    "/bookmarks/{bookmark}/remove",
    "/t/{id}/watch",
    "/b/{board}/watch",
    "/b/{board}/watch/force",
    "/c/{cohort}/watch",
    "/c/{cohort}/watch/force",
    "/notices/seen",
    "/b/{board}/new",
    "/t/{id}/reply",
    "/p/{id}/edit",
    "/p/{id}/report",
    "/m/{username}/report",
    "/t/{id}/pin",
    "/t/{id}/unpin",
    "/t/{id}/lock",
    "/t/{id}/unlock",
    "/p/{id}/amend",
    "/p/{id}/author",
    "/p/{id}/hide",
    "/p/{id}/restore",
    "/p/{id}/delete",
    "/t/{id}/split",
    "/t/{id}/hide",
    "/t/{id}/restore",
    "/t/{id}/boards",
    "/t/{id}/boards/remove",
    "/b/{board}/settings",
    "/c/{cohort}/manage/settings",
    "/c/{cohort}/manage/enrol",
    "/c/{cohort}/manage/requests/let-in",
    "/c/{cohort}/manage/requests/turn-down",
    "/c/{cohort}/manage/end",
    "/c/{cohort}/manage/state",
    "/c/{cohort}/leave",
    "/drafts/{draft}/delete",
    "/drafts/{draft}/keep",
    "/settings/",
    "/settings/password",
    "/settings/mail/",
    "/settings/mail/again",
    "/settings/feeds/make",
    "/settings/feeds/end",
    "/settings/sign-in/app",
    "/settings/sign-in/app/on",
    "/settings/sign-in/passkey",
    "/settings/sign-in/passkey/add",
    "/sign-in/again",
    "/sign-in/again/link",
    "/settings/sign-in/end",
    "/settings/sign-out-everywhere",
    "/sign-in",
    "/sign-in/password",
    "/sign-in/link/{token}",
    "/sign-in/code",
    "/sign-in/demo",
];

/// How somebody gets mail.
const MAIL: [(&str, &str); 6] = [
    ("rhythm", "weekly"),
    ("hour", "7"),
    ("weekday", "5"),
    ("boards", "all"),
    ("amount", "titles"),
    ("sorting", "time"),
];

fn fields<const N: usize>(fields: [(&'static str, &str); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

impl World {
    /// A form that does what it is for.
    pub fn filled(&self, request: &Request) -> Fields {
        let here = &self.people.bystander.username;
        match request.row.path {
            "/sign-in" => fields([("email", "nobody@nowhere.example"), ("to", "/")]),
            "/sign-in/password" => fields([("username", "nobody"), ("password", "open sesame"), ("to", "/")]),
            "/sign-in/demo" => fields([("username", "amara-nwosu")]),
            "/t/{id}/watch" | "/b/{board}/watch" | "/c/{cohort}/watch" => fields([("level", "first")]),
            "/b/{board}/watch/force" | "/c/{cohort}/watch/force" => fields([("forced", "yes")]),
            "/settings/" => fields([("name", "Somebody Else"), ("time_zone", "UTC")]),
            "/settings/mail/" => fields(MAIL),
            "/settings/password" => fields([("new_password", "correct horse battery staple")]),
            "/settings/sign-in/app" => fields([("do", "start"), ("code", "")]),
            "/settings/sign-in/app/on" => fields([("code", "123456"), ("offer", "never-made")]),
            "/sign-in/again" => fields([("password", "open sesame"), ("to", "/")]),
            "/settings/sign-in/passkey" => fields([("passkey_name", "Phone")]),
            "/settings/sign-in/passkey/add" => fields([("answer", "{}")]),
            "/settings/sign-in/end" => fields([("session", "others")]),
            "/c/{cohort}/invitations/link" => fields([("email", ""), ("note", "")]),
            "/join" => fields([("word", "maple-lantern-otter-river-417")]),
            "/c/{cohort}/manage/enrol" => fields([("who", here), ("role", "mentor")]),
            "/c/{cohort}/manage/settings" => {
                fields([("name", "Another name"), ("starts_on", "2027-03-01"), ("ends_on", "2028-02-29")])
            }
            "/c/{cohort}/manage/requests/let-in" => fields([("request", "0000000000000"), ("role", "mentee")]),
            "/c/{cohort}/manage/requests/turn-down" => fields([("request", "0000000000000")]),
            "/c/{cohort}/manage/state" => fields([("state", "closed")]),
            "/c/{cohort}/manage/end" => fields([("who", &self.somebody_in(request))]),
            "/b/{board}/settings" => fields([
                ("name", "Another name"),
                ("start", "coordinators"),
                ("reply", "coordinators"),
                ("kind", "questions"),
                ("slow_posts", "3"),
                ("slow_span", "week"),
                ("template", "## What I tried"),
                ("position", "7"),
                ("is_archived", "1"),
            ]),
            "/b/{board}/new" => fields([("title", "A new thread"), ("body", "With a text.")]),
            "/t/{id}/reply" => fields([("body", "A reply.")]),
            "/t/{id}/pin" | "/t/{id}/unpin" | "/t/{id}/boards/remove" => {
                fields([("board", &self.slug_of_board(request))])
            }
            "/t/{id}/split" => fields([("post", "2"), ("title", "Another thread")]),
            "/t/{id}/boards" => fields([("board", &self.board("commons").slug), ("confirmed", "1")]),
            "/t/{id}/hide" | "/p/{id}/hide" | "/t/{id}/restore" | "/p/{id}/restore" => {
                fields([("reason", "It has to be.")])
            }
            "/p/{id}/amend" => fields([("body", "It says what it may."), ("why", "It has to.")]),
            "/p/{id}/bookmark" => fields([("note", "For later."), ("remind_on", ""), ("remind_at", "")]),
            "/p/{id}/delete" => fields([("reason", "I would rather not.")]),
            "/p/{id}/report" | "/m/{username}/report" => fields([("kind", "unkind"), ("body", "It hurts.")]),
            "/p/{id}/edit" => {
                let mut edit = fields([("body", "It says something else."), ("why", "It has to.")]);
                edit.extend(matches!(request.about, About::Post(_, 0)).then(|| ("title", "Another title".to_owned())));
                edit
            }
            _ => Vec::new(),
        }
    }

    /// The same form as somebody sends it who may, but so that nothing comes of it; none where a form always does
    /// something.
    pub fn idle(&self, request: &Request) -> Option<Fields> {
        let mut filled = self.filled(request);
        match request.row.path {
            "/settings/" | "/b/{board}/new" | "/t/{id}/reply" | "/p/{id}/edit" | "/p/{id}/amend" => {
                filled.push(("preview", "1".into()))
            }
            "/settings/password"
            | "/c/{cohort}/manage/enrol"
            | "/c/{cohort}/manage/settings"
            | "/c/{cohort}/manage/state"
            | "/b/{board}/settings"
            | "/t/{id}/split"
            | "/p/{id}/report"
            | "/m/{username}/report"
            | "/t/{id}/hide"
            | "/p/{id}/hide" => {
                filled.clear();
            }
            "/t/{id}/boards" => filled.retain(|(name, _)| *name != "confirmed"),
            _ => return None,
        }
        Some(filled)
    }

    fn somebody_in(&self, request: &Request) -> String {
        let About::Cohort(at) = request.about else { unreachable!("only a cohort has people") };
        self.cohorts[at].somebody.clone()
    }

    fn slug_of_board(&self, request: &Request) -> String {
        let About::Talk(at) = request.about else { unreachable!("only a thread stands on a board") };
        self.board(self.talks[at].board).slug.clone()
    }
}

/// Where a form stands in [`IN_TURN`].
pub fn turn(row: &Row) -> usize {
    let place = IN_TURN.iter().position(|path| *path == row.path);
    place.unwrap_or_else(|| panic!("{} is in no turn: write it into tests/permissions/forms.rs", row.path))
}
