//! What can have been done, and the words for it.

/// Every verb that is written, with what its words are called. An older or a newer version may have written others.
pub const VERBS: [(&str, &str); 44] = [
    ("audit.download", "audit-download"),
    ("audit.erase", "audit-erase"),
    ("boards.add", "boards-add"),
    ("boards.audience", "boards-audience"),
    ("boards.change", "boards-change"),
    ("boards.import", "boards-import"),
    ("cohorts.add", "cohorts-add"),
    ("cohorts.change", "cohorts-change"),
    ("cohorts.enrol", "cohorts-enrol"),
    ("cohorts.leave", "cohorts-leave"),
    ("cohorts.state", "cohorts-state"),
    ("institutions.add", "institutions-add"),
    ("members.add", "members-add"),
    ("members.grant", "members-grant"),
    ("members.import", "members-import"),
    ("members.profile", "members-profile"),
    ("members.restore", "members-restore"),
    ("members.sign-on", "members-sign-on"),
    ("members.suspend", "members-suspend"),
    ("members.take-back", "members-take-back"),
    ("sign-in.begin", "sign-in-begin"),
    ("sign-in.end", "sign-in-end"),
    ("sign-in.end-all", "sign-in-end-all"),
    ("sign-in.link", "sign-in-link"),
    ("sign-in.password", "sign-in-password"),
    ("sso.add", "sso-add"),
    ("sso.end", "sso-end"),
    ("sso.refuse", "sso-refuse"),
    ("sso.request", "sso-request"),
    ("sso.switch", "sso-switch"),
    ("threads.edit", "threads-edit"),
    ("threads.hide", "threads-hide"),
    ("threads.hide-post", "threads-hide-post"),
    ("threads.lock", "threads-lock"),
    ("threads.pin", "threads-pin"),
    ("threads.place", "threads-place"),
    ("threads.reply", "threads-reply"),
    ("threads.restore", "threads-restore"),
    ("threads.restore-post", "threads-restore-post"),
    ("threads.retitle", "threads-retitle"),
    ("threads.start", "threads-start"),
    ("threads.unlock", "threads-unlock"),
    ("threads.unpin", "threads-unpin"),
    ("threads.unplace", "threads-unplace"),
];

/// What the words for a verb are called; nothing for one that this version does not write.
pub fn word(verb: &str) -> Option<&'static str> {
    VERBS.iter().find(|(known, _)| *known == verb).map(|(_, word)| *word)
}
