//! Every form of the site, sent by somebody who may.

use super::deed::Again::{self, Another, Once};
use super::deed::Deed;
use super::world::{PASSWORD, World};

/// The form of a route: who sends it, what stands for the part of its address in braces, and its fields.
pub struct Form {
    pub route: &'static str,
    again: Again,
    who: &'static str,
    at: String,
    fields: Vec<(&'static str, &'static str)>,
}

fn form<const N: usize>(
    route: &'static str,
    again: Again,
    who: &'static str,
    at: impl ToString,
    fields: [(&'static str, &'static str); N],
) -> Form {
    Form { route, again, who, at: at.to_string(), fields: fields.to_vec() }
}

impl Form {
    /// As something to do.
    pub fn deed(self, world: &World) -> Deed {
        let (browser, token) = world.browser(self.who);
        let path = match self.route.split_once('{') {
            Some((before, rest)) => format!("{before}{}{}", self.at, rest.split_once('}').unwrap().1),
            None => self.route.to_owned(),
        };
        let path = path.replace("{deed}", "mute");
        let mut fields = vec![("csrf", token)];
        fields.extend(self.fields.into_iter().map(|(name, value)| (name, value.to_owned())));
        Deed::form(self.route, self.again, browser, path, fields)
    }
}

/// What is written.
pub async fn writing(world: &World) -> Vec<Form> {
    let talk = world.talk.id;
    vec![
        form(
            "/b/{board}/new",
            Once,
            "ada",
            "commons",
            [("title", "A new thread"), ("body", "With a text."), ("key", "start")],
        ),
        form("/t/{id}/reply", Once, "ben", talk, [("body", "A reply to it."), ("key", "reply")]),
        form(
            "/p/{id}/edit",
            Once,
            "ada",
            world.talk.post(1).await,
            [("title", "Another title"), ("body", "I have tried thrice."), ("why", "I did.")],
        ),
        form("/b/{board}/read", Once, "ada", "ask", []),
        form("/p/{id}/amend", Once, "mo", world.talk.post(2).await, [("body", "Once again."), ("why", "Kinder so.")]),
        form("/drafts/{draft}/delete", Once, "ben", world.draft, []),
        form("/drafts/{draft}/keep", Once, "ben", world.draft, []),
        form(
            "/p/{id}/bookmark",
            Once,
            "ada",
            world.talk.post(2).await,
            [("note", "For later."), ("remind_on", "2027-03-05"), ("remind_at", "09:30")],
        ),
        form("/bookmarks/{bookmark}/remove", Once, "ben", world.bookmark, []),
    ]
}

/// What somebody has read, and what they want to hear of.
pub async fn reading(world: &World) -> Vec<Form> {
    let talk = world.talk.id;
    let thread: &'static str = talk.to_string().leak();
    let ask: &'static str = world.ask.id.to_string().leak();
    vec![
        form("/unread/read", Once, "ben", "", [("thread", thread), ("number", "2")]),
        form("/p/{id}/unread", Another, "ada", world.talk.post(2).await, []),
        form("/t/{id}/watch", Once, "ada", talk, [("level", "muted")]),
        form("/b/{board}/watch", Once, "ada", "ask", [("level", "mentions")]),
        form("/b/{board}/watch/force", Once, "helen", "ask", [("forced", "yes")]),
        form("/c/{cohort}/watch", Once, "ada", "spring", [("level", "all")]),
        form("/c/{cohort}/watch/force", Once, "helen", "spring", [("forced", "yes")]),
        form("/notices/seen", Once, "ada", "", []),
        form(
            "/settings/mail/",
            Once,
            "ada",
            "",
            [
                ("rhythm", "weekly"),
                ("hour", "7"),
                ("weekday", "5"),
                ("boards", "chosen"),
                ("board", ask),
                ("amount", "titles"),
                ("sorting", "time"),
            ],
        ),
        form("/settings/mail/again", Once, "ben", "", []),
        form("/mail/stop/{token}", Once, "visitor", &world.stop, [("List-Unsubscribe", "One-Click")]),
    ]
}

/// Where threads stand, and how; and a board.
pub fn standing(world: &World) -> Vec<Form> {
    let (talk, kept) = (world.talk.id, world.kept.id);
    vec![
        form("/t/{id}/lock", Once, "helen", talk, []),
        form("/t/{id}/unlock", Once, "helen", kept, []),
        form("/t/{id}/split", Once, "helen", talk, [("post", "2"), ("title", "Once more"), ("key", "split")]),
        form("/t/{id}/pin", Once, "helen", talk, [("board", "ask")]),
        form("/t/{id}/unpin", Once, "helen", kept, [("board", "ask")]),
        form("/t/{id}/boards", Once, "ada", talk, [("board", "commons"), ("confirmed", "1")]),
        form("/t/{id}/boards/remove", Once, "ada", kept, [("board", "commons")]),
        form(
            "/b/{board}/settings",
            Once,
            "helen",
            "ask",
            [
                ("name", "Ask them all"),
                ("start", "mentors"),
                ("reply", "everyone"),
                ("position", "3"),
                ("kind", "questions"),
                ("slow_posts", "2"),
                ("slow_span", "hour"),
                ("template", "## What I tried"),
            ],
        ),
    ]
}

/// What is taken out of sight, and brought back.
pub async fn hiding(world: &World) -> Vec<Form> {
    let (talk, gone) = (world.talk.id, world.gone.id);
    let why = [("reason", "It has to be.")];
    vec![
        form("/t/{id}/hide", Once, "helen", talk, why),
        form("/t/{id}/restore", Once, "helen", gone, why),
        form("/p/{id}/hide", Once, "mo", world.talk.post(2).await, why),
        form("/p/{id}/restore", Once, "mo", world.kept.post(2).await, why),
        form("/p/{id}/author", Another, "helen", world.veiled.post(1).await, []),
        form("/p/{id}/delete", Once, "ada", world.talk.post(1).await, why),
    ]
}

/// What is reported, and what is made of it.
pub async fn reporting(world: &World) -> Vec<Form> {
    let order = &world.order;
    let mut decided = form("/moderation/cases/{case}/answer", Once, "helen", &order.answered, []);
    decided.fields.push(("measure", order.measure.clone().leak()));
    decided.fields.extend([("outcome", "lifted"), ("note", "You are right."), ("reason", "They are.")]);
    let said = [("kind", "risk"), ("body", "I am afraid.")];
    let done = [("days", "7"), ("reason", "Once more."), ("body", "Rest."), ("note", "Thank you.")];
    vec![
        form("/p/{id}/report", Once, "ben", world.talk.post(2).await, said),
        form("/m/{username}/report", Once, "ben", "ada", said),
        form("/moderation/cases/{case}/desk", Once, "mo", &order.case, [("do", "claim"), ("body", "")]),
        form("/moderation/cases/{case}/act/{deed}", Once, "mo", &order.case, done),
        form("/moderation/answers/{token}", Once, "visitor", &order.link, [("body", "It was a quotation.")]),
        decided,
    ]
}

/// What becomes of somebody who asked to be let in.
fn asking(route: &'static str, asked: &str, more: &[(&'static str, &'static str)]) -> Form {
    let mut form = form(route, Once, "helen", "spring", []);
    form.fields.push(("request", asked.to_owned().leak()));
    form.fields.extend(more);
    form
}

/// By which providers people sign on.
pub fn signing_on(world: &World) -> Vec<Form> {
    let token = world.campus.logout_token(|claims| {
        claims["sub"] = "ines".into();
        claims.as_object_mut().unwrap().remove("sid");
    });
    let mut ending = form("/sso/{provider}/backchannel", Once, "visitor", "campus", []);
    ending.fields.push(("logout_token", token.leak()));
    vec![
        form(
            "/admin/sign-on/new",
            Once,
            "anna",
            "",
            [
                ("name", "your other account"),
                ("slug", "other"),
                ("issuer", "https://id.northfield.example"),
                ("client_id", "lyceum"),
                ("client_secret", "canary"),
                ("proof", "secret"),
                ("scopes", "openid"),
                ("algorithm", "RS256"),
                ("rules", "member:role=student"),
                ("must", ""),
            ],
        ),
        form(
            "/admin/sign-on/{provider}/change",
            Once,
            "anna",
            "campus",
            [
                ("name", "your newer account"),
                ("client_id", "lyceum"),
                ("client_secret", "canary"),
                ("proof", "secret"),
                ("scopes", "openid"),
                ("algorithm", "RS256"),
                ("rules", "member:role=student"),
                ("must", ""),
                ("is_sure", "1"),
            ],
        ),
        asking("/c/{cohort}/manage/requests/let-in", &world.asked, &[("role", "mentee")]),
        asking("/c/{cohort}/manage/requests/turn-down", &world.asked, &[]),
        form("/admin/sign-on/{provider}/test", Once, "anna", "campus", []),
        form("/admin/sign-on/{provider}/switch", Once, "anna", "campus", [("state", "off")]),
        ending,
    ]
}

/// The second factor, and where somebody is signed in.
pub fn second_factor(world: &World) -> Vec<Form> {
    let code: &'static str = world.code_of(&world.phone).leak();
    let (offer, first) = world.offered();
    let taken_up = [("offer", &*offer.leak()), ("code", &*first.leak())];
    vec![
        form("/sign-in/code", Once, "mo at the door", "", [("code", code), ("offer", "")]),
        // A code that is sent again was used already, which is noted.
        form("/settings/sign-in/app", Another, "mo", "", [("do", "codes"), ("code", code)]),
        form("/settings/sign-in/app/on", Once, "ada", "", taken_up),
        form("/settings/feeds/make", Another, "ada", "", []),
        form("/settings/feeds/end", Once, "ada", "", []),
        form("/settings/sign-in/end", Once, "ben", "", [("session", "others")]),
        form("/admin/second-factor/", Once, "anna", "", [("username", "mo"), ("reason", "Lost it.")]),
    ]
}

/// By which ways people come in, and what shows who they are.
pub fn ways_in(world: &World) -> Vec<Form> {
    let keys = &world.keys;
    let mut come = form("/sign-in/passkey/answer", Another, "ben at the door", "", []);
    come.fields.push(("answer", keys.come.clone().leak()));
    let mut add = form("/settings/sign-in/passkey/add", Once, "ada", "", []);
    add.fields.push(("answer", keys.add.clone().leak()));
    let mut found = form("/settings/sign-in/add/{provider}/confirm", Once, "ben", "campus", []);
    found.fields.push(("offer", keys.found.clone().leak()));
    vec![
        form("/sign-in/again", Once, "ben", "", [("password", PASSWORD), ("to", "/")]),
        form("/sign-in/again/link", Another, "ben", "", [("to", "/")]),
        form("/settings/sign-in/add/{provider}", Another, "ben", "campus", []),
        found,
        form("/settings/sign-in/remove/{identity}", Once, "olga", &keys.identity, []),
        form("/sign-in/passkey", Another, "visitor", "", [("to", "/")]),
        // An answer that is sent again was used already, which is noted.
        come,
        form("/settings/sign-in/passkey", Another, "ada", "", [("passkey_name", "Phone")]),
        add,
        form("/settings/sign-in/passkey/{passkey}/remove", Once, "ben", &keys.passkey, []),
    ]
}

/// Which identity system adds members, and what its groups give.
pub fn provisioning(world: &World) -> Vec<Form> {
    let (token, group) = (world.directory.id, world.directory.group);
    vec![
        form("/admin/provisioning/tokens", Another, "anna", "", [("name", "Okta"), ("days", "90")]),
        form("/admin/provisioning/tokens/{token}/revoke", Once, "anna", token, []),
        form(
            "/admin/provisioning/groups/{group}/map",
            Another,
            "helen",
            group,
            [("cohort", "spring"), ("role", "mentor")],
        ),
    ]
}

/// Course platforms: set up, mapped, launched from, chosen for, and asked who is in a course.
pub fn studying(world: &World) -> Vec<Form> {
    let studies = &world.studies;
    let course: &'static str = studies.course.to_string().leak();
    let campus: &'static str = world.campus.issuer().leak();
    let addresses = [("authorization_url", campus), ("token_url", campus), ("keys_url", campus)];
    let mut new = form("/admin/lti/new", Once, "anna", "", addresses);
    new.fields.extend([("name", "Canvas"), ("slug", "canvas"), ("issuer", campus), ("client_id", "2")]);
    new.fields.push(("deployments", "1"));
    let mut change = form("/admin/lti/{platform}/change", Once, "anna", "moodle", addresses);
    change.fields.extend([("name", "Moodle"), ("deployments", "2")]);
    // Its keys stay: a course gives places already.
    change.fields.retain(|(name, _)| *name != "keys_url");
    change.fields.push(("keys_url", format!("{campus}/keys").leak()));
    let mut launch = form("/lti/launch", Another, "at the course", "", []);
    launch.fields.extend([("state", &*studies.state.clone().leak()), ("id_token", &*studies.token.clone().leak())]);
    let mut login = form("/lti/login", Another, "at the course", "", []);
    login.fields.extend([
        ("iss", campus),
        ("login_hint", "zoe"),
        ("target_link_uri", "http://northfield.localhost:8080/"),
    ]);
    let mut pick = form("/lti/pick", Once, "visitor", "", [("place", "board:ask")]);
    pick.fields.push(("token", studies.pick.clone().leak()));
    vec![
        new,
        change,
        form("/admin/lti/{platform}/switch", Once, "anna", "moodle", [("state", "off")]),
        form("/admin/lti/{platform}/unmap", Another, "anna", "moodle", [("course", course)]),
        form("/admin/lti/{platform}/sync", Another, "anna", "moodle", [("course", course)]),
        form(
            "/c/{cohort}/manage/courses/map",
            Another,
            "helen",
            "spring",
            [("course", course), ("instructor", "mentee"), ("learner", ""), ("makes", "nobody"), ("do", "map")],
        ),
        login,
        launch,
        pick,
    ]
}

/// Ways into a cohort: made, used and taken back.
pub fn inviting(world: &World) -> Vec<Form> {
    let ways = &world.ways;
    let mut word = form("/join", Once, "olga", "", []);
    word.fields.push(("word", ways.word.clone().leak()));
    let mut back = form("/c/{cohort}/invitations/revoke", Once, "helen", "spring", []);
    back.fields.push(("invitation", ways.id.clone().leak()));
    vec![
        form(
            "/c/{cohort}/invitations/link",
            Another,
            "helen",
            "spring",
            [("role", "mentor"), ("email", "pia@old.example"), ("note", "Come in."), ("uses", "1"), ("days", "14")],
        ),
        form(
            "/c/{cohort}/invitations/word",
            Another,
            "helen",
            "spring",
            [("word_role", "mentee"), ("word_uses", "30"), ("word_days", "1")],
        ),
        back,
        form("/invitations/{token}", Once, "olga", &ways.link, []),
        form(
            "/invitations/{token}/account",
            Another,
            "visitor",
            &ways.link,
            [("name", "Pia Old"), ("email", "pia@old.example")],
        ),
        form("/invitations/confirm/{token}", Once, "visitor", &ways.confirm, []),
        word,
    ]
}

/// What becomes of people, and how they come in.
pub fn people(world: &World) -> Vec<Form> {
    vec![
        form("/c/{cohort}/manage/enrol", Once, "helen", "spring", [("who", "olga"), ("role", "mentor")]),
        form(
            "/c/{cohort}/manage/settings",
            Once,
            "helen",
            "spring",
            [("name", "In spring"), ("starts_on", "2027-02-01"), ("ends_on", "2027-06-30")],
        ),
        form("/c/{cohort}/manage/state", Once, "helen", "spring", [("state", "closed")]),
        form("/c/{cohort}/manage/end", Once, "helen", "spring", [("who", "ben")]),
        form("/c/{cohort}/leave", Once, "ben", "spring", []),
        form("/settings/", Once, "ada", "", [("name", "Ada Lovelace"), ("time_zone", "UTC"), ("bio", "I count.")]),
        form("/settings/password", Once, "ada", "", [("new_password", "correct horse battery staple")]),
        form("/settings/sign-out-everywhere", Once, "ben", "", []),
        form("/sign-out", Once, "ben", "", []),
        form("/sign-in", Another, "visitor", "", [("email", "ben@northfield.example"), ("to", "/")]),
        form("/sign-in/password", Another, "visitor", "", [("username", "ben"), ("password", PASSWORD), ("to", "/")]),
        form("/sign-in/link/{token}", Once, "visitor", &world.link, []),
        form("/sign-in/demo", Another, "visitor", "", [("username", "ruth-osei")]),
    ]
}
