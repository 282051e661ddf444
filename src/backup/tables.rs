//! What becomes of each table in a backup. A new table without a line here fails a test, and every backup.

use crate::db::{Conn, dialect, steps};
use crate::error::{Error, Result};

/// What becomes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Every row is copied.
    Copied,
    /// The rows for which this is true, in SQL, are copied.
    CopiedWhere(&'static str),
    /// No row is copied: the restored site makes them itself.
    MadeAnew,
}

use Fate::{Copied, CopiedWhere, MadeAnew};

/// Every table, each after those that it refers to: in this order they can be filled.
pub const TABLES: &[(&str, Fate)] = &[
    ("institutions", Copied),
    ("hosts", Copied),
    ("institution_domains", Copied),
    // Leases of processes that run now, on the site that was copied.
    ("nodes", MadeAnew),
    ("members", Copied),
    ("member_emails", Copied),
    ("mail_senders", Copied),
    // Without them the next list would find nobody again.
    ("member_keys", Copied),
    ("member_roles", Copied),
    ("passwords", Copied),
    ("identities", Copied),
    // Good for a quarter of an hour. One that was used meanwhile must not be good again.
    ("sign_in_links", MadeAnew),
    // They have no secret in them, and say who comes in something new. A restore ends them all.
    ("sessions", Copied),
    // Their secrets are sealed under secret.key, which no backup holds: where it is not copied by hand, recovery codes and a
    // reset are what is left.
    ("second_factors", Copied),
    ("recovery_codes", Copied),
    // Good for ten minutes, and once.
    ("pending_sign_ins", MadeAnew),
    // The halves that sign are on their owners' devices. One that was taken away since is back, and the restore says so.
    ("passkeys", Copied),
    // Good for ten minutes, and once.
    ("passkey_challenges", MadeAnew),
    // Each proves itself by secret.key, which no backup holds.
    ("feed_addresses", Copied),
    // Its secrets are sealed under secret.key, which no backup holds.
    ("sso_providers", Copied),
    ("sso_logos", Copied),
    // Good for ten minutes, and once.
    ("sso_attempts", MadeAnew),
    ("sso_sessions", Copied),
    ("sso_requests", Copied),
    // A token that ended a session would end it again, and no more.
    ("sso_logout_tokens", Copied),
    ("saml_agreements", Copied),
    // Our key with a provider is sealed under secret.key, too.
    ("saml_metadata", Copied),
    // Without its row an assertion would be good again.
    ("saml_replays", Copied),
    ("cohorts", Copied),
    ("enrolments", Copied),
    // By its hash alone, so that an identity system need not be told another one; who restores looks whether one that was
    // revoked since is good again.
    ("scim_tokens", Copied),
    ("scim_users", Copied),
    ("scim_groups", Copied),
    ("scim_group_members", Copied),
    ("lti_platforms", Copied),
    ("lti_deployments", Copied),
    // Good for ten minutes, and once.
    ("lti_attempts", MadeAnew),
    ("lti_courses", Copied),
    ("lti_course_members", Copied),
    // Sealed under secret.key, which no backup holds: where it is not copied by hand, a new one is made, and platforms read it
    // where they read the old one.
    ("lti_keys", Copied),
    // Good for half an hour.
    ("lti_picks", MadeAnew),
    // Without its row a link that was taken back, or used up, would be good again.
    ("invitations", Copied),
    ("invitation_uses", Copied),
    // Good for a quarter of an hour.
    ("invitation_requests", MadeAnew),
    ("circles", Copied),
    ("boards", Copied),
    ("board_cohorts", Copied),
    ("board_circles", Copied),
    ("threads", Copied),
    ("thread_boards", Copied),
    ("posts", Copied),
    ("post_revisions", Copied),
    // One that waits for its post is forgotten after a day, here as there.
    ("attachments", Copied),
    ("mail_ids", Copied),
    ("post_moves", Copied),
    ("moderation_cases", Copied),
    ("moderation_reports", Copied),
    ("moderation_notes", Copied),
    ("moderation_measures", Copied),
    // Without its row somebody could write again before their time is over.
    ("mutes", Copied),
    // A form that is sent again after a restore is still one submission.
    ("submissions", Copied),
    // Their authors' alone on the restored site, too; they go after 180 days without being saved.
    ("drafts", Copied),
    ("draft_files", Copied),
    // Each its owner's alone on the restored site, too; who is to be reminded is reminded there.
    ("bookmarks", Copied),
    ("read_marks", Copied),
    ("board_marks", Copied),
    ("watch_levels", Copied),
    ("forced_levels", Copied),
    // Kept for ninety days.
    ("notices", Copied),
    // Whoever had yet to be told is told after the restore.
    ("tellings", Copied),
    ("mail_choices", Copied),
    ("mail_boards", Copied),
    // Whoever waits for a letter gets it from the restored site.
    ("mail_due", Copied),
    // Made of all of the above: half as large again, and made anew by the restore.
    ("search_entries", MadeAnew),
    ("search_languages", MadeAnew),
    ("search_words", MadeAnew),
    ("search_progress", MadeAnew),
    ("events", Copied),
    // A letter with a way in holds it in plain words: whoever stole a backup of this minute could use it.
    ("deliveries", CopiedWhere("payload NOT LIKE '%/sign-in/link/%'")),
    ("due", Copied),
    ("audit", Copied),
    // Which version of each page lies in a folder that is not in the backup.
    ("pages", MadeAnew),
    ("blobs", Copied),
    ("blob_references", Copied),
];

/// The tables of a database that are copied, with the condition on their rows, in an order in which they can be filled.
/// A database that has not been brought up to date may lack some.
///
/// # Errors
/// If it has one without a fate, which a newer version made.
pub fn copied(conn: &mut Conn) -> Result<Vec<(&'static str, &'static str)>> {
    let there = dialect::tables(conn)?;
    let is_decided = |name: &str| name == steps::NOTED_IN || TABLES.iter().any(|(known, _)| *known == name);
    if let Some(strange) = there.iter().find(|name| !is_decided(name)) {
        return Err(Error::internal(format!(
            "the database has a table {strange}, which this version does not know; use the version that made it"
        )));
    }
    let chosen = TABLES.iter().filter(|(name, _)| there.iter().any(|known| known == name));
    Ok(chosen
        .filter_map(|(name, fate)| match fate {
            Copied => Some((*name, "")),
            CopiedWhere(condition) => Some((*name, *condition)),
            MadeAnew => None,
        })
        .collect())
}
