//! The tables as diesel sees them: one picture for both engines, in the order of the migrations.
#![allow(missing_docs)]

mod forum;
mod invited;
mod listed;
mod people;
mod provisioning;
mod sign_on;
mod works;

pub use forum::*;
pub use invited::*;
pub use listed::*;
pub use people::*;
pub use provisioning::*;
pub use sign_on::*;
pub use works::*;

diesel::allow_tables_to_appear_in_same_query!(
    institutions,
    hosts,
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
    sso_providers,
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
    mail_ids,
    submissions,
    read_marks,
    board_marks,
    events,
    deliveries,
    due,
    audit,
    pages,
    blobs,
    blob_references,
);
