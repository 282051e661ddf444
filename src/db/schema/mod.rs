//! The tables as diesel sees them: one picture for both engines, in the order of the migrations.
#![allow(missing_docs)]

mod attached;
mod courses;
mod feeds;
mod forum;
mod invited;
mod keys;
mod listed;
mod moderation;
mod people;
mod provisioning;
mod search;
mod sign_on;
mod told;
mod unposted;
mod works;

pub use attached::*;
pub use courses::*;
pub use feeds::*;
pub use forum::*;
pub use invited::*;
pub use keys::*;
pub use listed::*;
pub use moderation::*;
pub use people::*;
pub use provisioning::*;
pub use search::*;
pub use sign_on::*;
pub use told::*;
pub use unposted::*;
pub use works::*;

diesel::allow_tables_to_appear_in_same_query!(
    institutions,
    hosts,
    institution_domains,
    nodes,
    members,
    member_emails,
    mail_senders,
    member_keys,
    member_roles,
    passwords,
    identities,
    sign_in_links,
    sessions,
    second_factors,
    recovery_codes,
    pending_sign_ins,
    passkeys,
    passkey_challenges,
    feed_addresses,
    sso_providers,
    sso_logos,
    sso_attempts,
    sso_sessions,
    sso_requests,
    sso_logout_tokens,
    saml_agreements,
    saml_metadata,
    saml_replays,
    cohorts,
    enrolments,
    scim_tokens,
    scim_users,
    scim_groups,
    scim_group_members,
    lti_platforms,
    lti_deployments,
    lti_attempts,
    lti_courses,
    lti_course_members,
    lti_keys,
    lti_picks,
    invitations,
    invitation_uses,
    invitation_requests,
    circles,
    boards,
    board_cohorts,
    board_circles,
    threads,
    thread_boards,
    posts,
    post_revisions,
    attachments,
    mail_ids,
    moderation_cases,
    moderation_reports,
    moderation_notes,
    moderation_measures,
    mutes,
    post_moves,
    submissions,
    drafts,
    draft_files,
    bookmarks,
    search_entries,
    search_languages,
    search_words,
    search_progress,
    read_marks,
    board_marks,
    watch_levels,
    forced_levels,
    notices,
    tellings,
    mail_choices,
    mail_boards,
    mail_due,
    events,
    deliveries,
    due,
    audit,
    pages,
    blobs,
    blob_references,
);
