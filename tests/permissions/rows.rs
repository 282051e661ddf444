//! A row for every route: what it is about, what somebody must be allowed, and what they get if they are.

/// What the address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Site,
    Member,
    Cohort,
    Board,
    Thread,
    Post,
}

/// What somebody must be allowed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Everybody.
    Open,
    /// Nobody, unless the site is a demonstration.
    Never,
    /// Whoever holds a link that was never used; ours was never made.
    Link,
    /// Machines, by their token; a session is worth nothing there.
    Token,
    /// Those who are not signed in; the others are led on.
    Door,
    /// Those who are signed in; the others are led to the door.
    Own,
    /// Reads it: a member, a cohort, a board, or a thread that shows.
    Read,
    /// Reads it and is signed in.
    Mark,
    /// May know of the thread or post.
    Know,
    /// Runs the cohort.
    Run,
    /// Hands out ways into the cohort.
    Invite,
    /// Is signed in and has a code word; ours was never made.
    Word,
    /// Starts threads on the board.
    Start,
    /// Keeps order on the board, or hides posts of the thread.
    Keep,
    /// Keeps order on the board; to its other readers there is nothing.
    Oversee,
    /// Keeps order on the board that the form names.
    Pin,
    Reply,
    /// Wrote the post, and may reply.
    Edit,
    /// Wrote the post, and it shows.
    TakeBack,
    /// Keeps order on one of its boards, and the post shows.
    Amend,
    /// Sees what the post said before.
    Compare,
    /// Keeps order where the thread belongs.
    Rule,
    /// Started the thread, or keeps order where it belongs.
    Place,
    /// Started the thread, or keeps order where it belongs or on the board that the form names.
    Unplace,
    /// Reads it as it shows, and is signed in; to everybody else there is nothing.
    Report,
    /// Keeps order anywhere; to everybody else there is nothing.
    Judge,
    /// Runs the institution; to everybody else there is nothing.
    Administer,
}

/// What is asked with one method at one pattern.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub on: On,
    pub power: Power,
    /// The status for those who are allowed.
    pub status: u16,
}

const fn get(path: &'static str, on: On, power: Power, status: u16) -> Row {
    Row { method: "GET", path, on, power, status }
}

const fn post(path: &'static str, on: On, power: Power) -> Row {
    Row { method: "POST", path, on, power, status: 303 }
}

const fn door(path: &'static str, power: Power, status: u16) -> Row {
    Row { method: "POST", path, on: On::Site, power, status }
}

const fn told(path: &'static str, on: On, power: Power, status: u16) -> Row {
    Row { method: "POST", path, on, power, status }
}

const fn machine(method: &'static str, path: &'static str) -> Row {
    Row { method, path, on: On::Site, power: Power::Token, status: 200 }
}

/// Every row.
pub const ROWS: &[Row] = &[
    get("/", On::Site, Power::Open, 200),
    get("/help/", On::Site, Power::Open, 200),
    get("/help/formatting/", On::Site, Power::Open, 200),
    get("/accessibility/", On::Site, Power::Open, 200),
    get("/privacy/", On::Site, Power::Open, 200),
    get("/report", On::Site, Power::Open, 200),
    get("/robots.txt", On::Site, Power::Open, 200),
    get("/theme/{id}/{hash}/{name}", On::Site, Power::Open, 200),
    get("/livez", On::Site, Power::Open, 200),
    get("/readyz", On::Site, Power::Open, 200),
    get("/drafts/", On::Site, Power::Own, 200),
    get("/drafts/{page}/", On::Site, Power::Own, 301),
    // One that is not there is taken for one that has gone meanwhile; another's is the same.
    post("/drafts/{draft}/delete", On::Site, Power::Own),
    post("/drafts/{draft}/keep", On::Site, Power::Own),
    get("/bookmarks/", On::Site, Power::Own, 200),
    get("/bookmarks/{page}/", On::Site, Power::Own, 301),
    post("/bookmarks/{bookmark}/remove", On::Site, Power::Own),
    get("/sign-in", On::Site, Power::Door, 200),
    door("/sign-in", Power::Open, 200),
    door("/sign-in/password", Power::Open, 422),
    get("/sign-in/link/{token}", On::Site, Power::Link, 409),
    door("/sign-in/link/{token}", Power::Link, 409),
    get("/sign-in/code", On::Site, Power::Link, 409),
    door("/sign-in/code", Power::Link, 409),
    get("/sign-in/demo", On::Site, Power::Never, 404),
    door("/sign-in/demo", Power::Never, 404),
    // Northfield has no provider here, and one that is not there is as absent as one that is off.
    get("/sign-in/again", On::Site, Power::Own, 200),
    post("/sign-in/again", On::Site, Power::Own),
    post("/sign-in/again/link", On::Site, Power::Own),
    door("/sign-in/passkey", Power::Open, 200),
    door("/sign-in/passkey/answer", Power::Link, 409),
    get("/sso/{provider}/again", On::Site, Power::Never, 404),
    get("/sso/{provider}/start", On::Site, Power::Never, 404),
    get("/sso/{provider}/callback", On::Site, Power::Never, 404),
    get("/sso/{provider}/jwks", On::Site, Power::Never, 404),
    get("/sso/{provider}/logo/{hash}", On::Site, Power::Never, 404),
    get("/sso/{provider}/sign-out", On::Site, Power::Never, 404),
    door("/sso/{provider}/backchannel", Power::Never, 404),
    #[cfg(feature = "saml")]
    get("/sso/{provider}/metadata", On::Site, Power::Never, 404),
    #[cfg(feature = "saml")]
    door("/sso/{provider}/acs", Power::Never, 404),
    post("/sign-out", On::Site, Power::Open),
    get("/settings/", On::Site, Power::Own, 200),
    post("/settings/", On::Site, Power::Own),
    post("/settings/password", On::Site, Power::Own),
    post("/settings/sign-out-everywhere", On::Site, Power::Own),
    get("/settings/sign-in/", On::Site, Power::Own, 200),
    get("/settings/feeds/", On::Site, Power::Own, 200),
    post("/settings/feeds/make", On::Site, Power::Own),
    post("/settings/feeds/end", On::Site, Power::Own),
    get("/settings/mail/", On::Site, Power::Own, 200),
    post("/settings/mail/", On::Site, Power::Own),
    post("/settings/mail/again", On::Site, Power::Own),
    get("/mail/stop/{token}", On::Site, Power::Never, 404),
    door("/mail/stop/{token}", Power::Never, 404),
    get("/admin/mail/", On::Site, Power::Administer, 200),
    get("/feed/{token}/{kind}/{name}/{file}", On::Site, Power::Never, 404),
    post("/settings/sign-in/app", On::Site, Power::Own),
    post("/settings/sign-in/app/on", On::Site, Power::Own),
    post("/settings/sign-in/passkey", On::Site, Power::Own),
    post("/settings/sign-in/passkey/add", On::Site, Power::Own),
    get("/settings/sign-in/passkey/{passkey}/remove", On::Site, Power::Never, 404),
    door("/settings/sign-in/passkey/{passkey}/remove", Power::Never, 404),
    door("/settings/sign-in/add/{provider}", Power::Never, 404),
    door("/settings/sign-in/add/{provider}/confirm", Power::Never, 404),
    get("/settings/sign-in/remove/{identity}", On::Site, Power::Never, 404),
    door("/settings/sign-in/remove/{identity}", Power::Never, 404),
    post("/settings/sign-in/end", On::Site, Power::Own),
    get("/admin/second-factor/", On::Site, Power::Administer, 200),
    door("/admin/second-factor/", Power::Administer, 422),
    get("/admin/audit/", On::Site, Power::Administer, 200),
    get("/admin/audit/lines.csv", On::Site, Power::Administer, 200),
    get("/admin/roles/", On::Site, Power::Administer, 200),
    get("/admin/sign-on/", On::Site, Power::Administer, 200),
    get("/admin/sign-on/new", On::Site, Power::Administer, 200),
    door("/admin/sign-on/new", Power::Administer, 422),
    get("/admin/sign-on/{provider}/change", On::Site, Power::Never, 404),
    door("/admin/sign-on/{provider}/change", Power::Never, 404),
    get("/admin/sign-on/{provider}/try", On::Site, Power::Never, 404),
    door("/admin/sign-on/{provider}/test", Power::Never, 404),
    door("/admin/sign-on/{provider}/switch", Power::Never, 404),
    get("/admin/provisioning/", On::Site, Power::Administer, 200),
    door("/admin/provisioning/tokens", Power::Administer, 422),
    door("/admin/provisioning/tokens/{token}/revoke", Power::Never, 404),
    door("/admin/provisioning/groups/{group}/map", Power::Never, 404),
    // What comes is no launch, and is told so.
    get("/lti/login", On::Site, Power::Open, 403),
    door("/lti/login", Power::Open, 403),
    door("/lti/launch", Power::Open, 403),
    get("/lti/jwks", On::Site, Power::Open, 200),
    door("/lti/pick", Power::Open, 403),
    get("/admin/lti/", On::Site, Power::Administer, 200),
    get("/admin/lti/new", On::Site, Power::Administer, 200),
    door("/admin/lti/new", Power::Administer, 422),
    get("/admin/lti/{platform}/change", On::Site, Power::Administer, 200),
    door("/admin/lti/{platform}/change", Power::Administer, 422),
    door("/admin/lti/{platform}/switch", Power::Administer, 400),
    door("/admin/lti/{platform}/sync", Power::Administer, 400),
    door("/admin/lti/{platform}/unmap", Power::Administer, 400),
    machine("GET", "/scim/v2/ServiceProviderConfig"),
    machine("GET", "/scim/v2/ResourceTypes"),
    machine("GET", "/scim/v2/ResourceTypes/{id}"),
    machine("GET", "/scim/v2/Schemas"),
    machine("GET", "/scim/v2/Schemas/{id}"),
    machine("POST", "/scim/v2/.search"),
    machine("GET", "/scim/v2/Users"),
    machine("POST", "/scim/v2/Users"),
    machine("GET", "/scim/v2/Users/{id}"),
    machine("PUT", "/scim/v2/Users/{id}"),
    machine("PATCH", "/scim/v2/Users/{id}"),
    machine("DELETE", "/scim/v2/Users/{id}"),
    machine("GET", "/scim/v2/Groups"),
    machine("POST", "/scim/v2/Groups"),
    machine("GET", "/scim/v2/Groups/{id}"),
    machine("PUT", "/scim/v2/Groups/{id}"),
    machine("PATCH", "/scim/v2/Groups/{id}"),
    machine("DELETE", "/scim/v2/Groups/{id}"),
    get("/unread/", On::Site, Power::Own, 200),
    get("/unread/{page}/", On::Site, Power::Own, 301),
    post("/unread/read", On::Site, Power::Own),
    get("/settings/watching/", On::Site, Power::Own, 200),
    get("/notices/", On::Site, Power::Own, 200),
    get("/notices/{page}/", On::Site, Power::Own, 301),
    post("/notices/seen", On::Site, Power::Own),
    get("/m/{username}/", On::Member, Power::Read, 200),
    get("/search", On::Site, Power::Open, 200),
    get("/m/{username}/report", On::Member, Power::Report, 200),
    post("/m/{username}/report", On::Member, Power::Report),
    // No case was opened here; who may judge which is tried in tests/moderation/.
    get("/moderation/reports/{report}/", On::Site, Power::Never, 404),
    get("/moderation/cases/{case}/", On::Site, Power::Never, 404),
    door("/moderation/cases/{case}/desk", Power::Never, 404),
    get("/moderation/cases/{case}/act/{deed}", On::Site, Power::Never, 404),
    door("/moderation/cases/{case}/act/{deed}", Power::Never, 404),
    door("/moderation/cases/{case}/answer", Power::Never, 404),
    get("/moderation/answers/{token}", On::Site, Power::Never, 404),
    door("/moderation/answers/{token}", Power::Never, 404),
    get("/moderation/", On::Site, Power::Judge, 200),
    get("/moderation/{list}/", On::Site, Power::Judge, 200),
    get("/moderation/{list}/{page}/", On::Site, Power::Judge, 301),
    get("/c/{cohort}/", On::Cohort, Power::Read, 200),
    get("/c/{cohort}/people/", On::Cohort, Power::Read, 200),
    get("/c/{cohort}/watch", On::Cohort, Power::Read, 200),
    post("/c/{cohort}/watch", On::Cohort, Power::Read),
    post("/c/{cohort}/watch/force", On::Cohort, Power::Run),
    get("/c/{cohort}/manage/", On::Cohort, Power::Run, 200),
    post("/c/{cohort}/manage/enrol", On::Cohort, Power::Run),
    post("/c/{cohort}/manage/settings", On::Cohort, Power::Run),
    post("/c/{cohort}/manage/state", On::Cohort, Power::Run),
    get("/c/{cohort}/manage/end", On::Cohort, Power::Run, 200),
    post("/c/{cohort}/manage/end", On::Cohort, Power::Run),
    get("/c/{cohort}/manage/requests/", On::Cohort, Power::Invite, 200),
    // Nobody has asked: whoever may decide is told so.
    told("/c/{cohort}/manage/requests/let-in", On::Cohort, Power::Invite, 422),
    told("/c/{cohort}/manage/requests/turn-down", On::Cohort, Power::Invite, 422),
    get("/c/{cohort}/manage/courses/", On::Cohort, Power::Invite, 200),
    told("/c/{cohort}/manage/courses/map", On::Cohort, Power::Invite, 422),
    get("/c/{cohort}/invitations/", On::Cohort, Power::Invite, 200),
    told("/c/{cohort}/invitations/link", On::Cohort, Power::Invite, 422),
    told("/c/{cohort}/invitations/word", On::Cohort, Power::Invite, 422),
    told("/c/{cohort}/invitations/revoke", On::Cohort, Power::Invite, 409),
    get("/invitations/", On::Site, Power::Link, 409),
    get("/invitations/{token}", On::Site, Power::Link, 409),
    door("/invitations/{token}", Power::Link, 409),
    door("/invitations/{token}/account", Power::Link, 409),
    get("/invitations/confirm/{token}", On::Site, Power::Link, 409),
    door("/invitations/confirm/{token}", Power::Link, 409),
    get("/join", On::Site, Power::Own, 200),
    door("/join", Power::Word, 422),
    get("/c/{cohort}/leave", On::Cohort, Power::Read, 200),
    post("/c/{cohort}/leave", On::Cohort, Power::Read),
    get("/b/{board}/", On::Board, Power::Read, 200),
    get("/b/{board}/{page}/", On::Board, Power::Read, 301),
    get("/b/{board}/feed.atom", On::Board, Power::Read, 200),
    get("/b/{board}/feed.json", On::Board, Power::Read, 200),
    get("/t/{id}/feed.atom", On::Thread, Power::Read, 200),
    get("/t/{id}/feed.json", On::Thread, Power::Read, 200),
    get("/b/{board}/settings", On::Board, Power::Keep, 200),
    post("/b/{board}/settings", On::Board, Power::Keep),
    post("/b/{board}/read", On::Board, Power::Mark),
    get("/b/{board}/watch", On::Board, Power::Mark, 200),
    post("/b/{board}/watch", On::Board, Power::Mark),
    post("/b/{board}/watch/force", On::Board, Power::Keep),
    get("/b/{board}/hidden/", On::Board, Power::Oversee, 200),
    get("/b/{board}/hidden/{page}/", On::Board, Power::Oversee, 301),
    get("/b/{board}/new", On::Board, Power::Start, 200),
    post("/b/{board}/new", On::Board, Power::Start),
    get("/t/{id}/", On::Thread, Power::Read, 301),
    get("/t/{id}/{slug}/", On::Thread, Power::Read, 200),
    get("/t/{id}/{slug}/{page}/", On::Thread, Power::Read, 301),
    get("/t/{id}/last", On::Thread, Power::Know, 302),
    get("/t/{id}/from/{number}", On::Thread, Power::Know, 302),
    get("/t/{id}/watch", On::Thread, Power::Mark, 200),
    post("/t/{id}/watch", On::Thread, Power::Mark),
    post("/p/{id}/unread", On::Post, Power::Mark),
    get("/p/{id}/bookmark", On::Post, Power::Report, 200),
    post("/p/{id}/bookmark", On::Post, Power::Report),
    get("/t/{id}/reply", On::Thread, Power::Reply, 200),
    post("/t/{id}/reply", On::Thread, Power::Reply),
    post("/t/{id}/lock", On::Thread, Power::Rule),
    post("/t/{id}/unlock", On::Thread, Power::Rule),
    post("/t/{id}/pin", On::Thread, Power::Pin),
    post("/t/{id}/unpin", On::Thread, Power::Pin),
    get("/t/{id}/hide", On::Thread, Power::Rule, 200),
    post("/t/{id}/hide", On::Thread, Power::Rule),
    post("/t/{id}/restore", On::Thread, Power::Rule),
    get("/t/{id}/split", On::Thread, Power::Rule, 200),
    post("/t/{id}/split", On::Thread, Power::Rule),
    get("/t/{id}/boards", On::Thread, Power::Place, 200),
    post("/t/{id}/boards", On::Thread, Power::Place),
    post("/t/{id}/boards/remove", On::Thread, Power::Unplace),
    get("/f/{id}/{name}", On::Site, Power::Never, 404),
    get("/f/{id}/small/{name}", On::Site, Power::Never, 404),
    get("/p/{id}/", On::Post, Power::Know, 302),
    get("/p/{id}/actions", On::Post, Power::Know, 200),
    get("/p/{id}/edit", On::Post, Power::Edit, 200),
    post("/p/{id}/edit", On::Post, Power::Edit),
    get("/p/{id}/history/", On::Post, Power::Compare, 200),
    get("/p/{id}/delete", On::Post, Power::TakeBack, 200),
    post("/p/{id}/delete", On::Post, Power::TakeBack),
    get("/p/{id}/amend", On::Post, Power::Amend, 200),
    post("/p/{id}/amend", On::Post, Power::Amend),
    get("/p/{id}/report", On::Post, Power::Report, 200),
    post("/p/{id}/report", On::Post, Power::Report),
    told("/p/{id}/author", On::Post, Power::Keep, 200),
    post("/p/{id}/hide", On::Post, Power::Keep),
    post("/p/{id}/restore", On::Post, Power::Keep),
];
