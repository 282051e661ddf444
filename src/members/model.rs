//! Rows of members, their e-mail addresses and their roles.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::{mail_senders, member_emails, member_roles, members};
use crate::error::Result;

/// A member's whole row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = members)]
#[allow(missing_docs)]
pub struct Member {
    pub id: MemberId,
    pub institution_id: InstitutionId,
    pub username: String,
    pub name: String,
    /// `local` with ways in, `imported` from mail without any, `remote` from another house.
    pub kind: String,
    /// `active`, `suspended` or `left`.
    pub state: String,
    pub pronouns: String,
    pub field: String,
    pub graduation_year: Option<i32>,
    pub time_zone: String,
    pub language: String,
    pub bio_source: String,
    pub bio_html: String,
    pub epoch: i32,
    pub created_at: Time,
    pub updated_at: Time,
}

/// What a page says of a member beside what they wrote.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = members)]
#[allow(missing_docs)]
pub struct Name {
    pub id: MemberId,
    pub username: String,
    pub name: String,
    pub field: String,
    pub kind: String,
}

/// Writes a member.
pub fn insert(conn: &mut Conn, member: &Member) -> Result<()> {
    diesel::insert_into(members::table).values(member).execute(conn)?;
    Ok(())
}

/// One member.
pub fn by_id(conn: &mut Conn, id: MemberId) -> Result<Member> {
    Ok(members::table.find(id).select(Member::as_select()).get_result(conn)?)
}

/// Lets nobody else change a member, nor hold them, until this change is through.
pub fn hold(conn: &mut Conn, id: MemberId) -> Result<()> {
    diesel::update(members::table.find(id)).set(members::state.eq(members::state)).execute(conn)?;
    Ok(())
}

/// One member by username, for commands and profiles.
pub fn by_username(conn: &mut Conn, institution: InstitutionId, username: &str) -> Result<Member> {
    let row = members::table.filter(members::institution_id.eq(institution)).filter(members::username.eq(username));
    Ok(row.select(Member::as_select()).get_result(conn)?)
}

/// All members of an institution by username.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Name>> {
    let rows = members::table.filter(members::institution_id.eq(institution)).order(members::username);
    Ok(rows.select(Name::as_select()).load(conn)?)
}

/// Names of these members, in no order.
pub fn names(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<Name>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = members::table.filter(members::id.eq_any(chunk.iter().map(|id| id.0)));
        found.extend(rows.select(Name::as_select()).load::<Name>(conn)?);
    }
    Ok(found)
}

/// Whether a username is taken at an institution.
pub fn is_taken(conn: &mut Conn, institution: InstitutionId, username: &str) -> Result<bool> {
    let row = members::table.filter(members::institution_id.eq(institution)).filter(members::username.eq(username));
    Ok(row.count().get_result::<i64>(conn)? > 0)
}

/// Who has this address, verified or not.
pub fn by_address(conn: &mut Conn, institution: InstitutionId, address: &str) -> Result<Option<MemberId>> {
    let row = member_emails::table
        .filter(member_emails::institution_id.eq(institution))
        .filter(member_emails::address.eq(address.to_lowercase()));
    Ok(row.select(member_emails::member_id).first(conn).optional()?)
}

/// Where a member's letters go: their own address, if it was looked at.
pub fn primary_address(conn: &mut Conn, member: MemberId) -> Result<Option<String>> {
    let own = member_emails::table
        .filter(member_emails::member_id.eq(member))
        .filter(member_emails::is_primary.eq(true))
        .filter(member_emails::verified_at.is_not_null());
    Ok(own.order(member_emails::id).select(member_emails::address).first(conn).optional()?)
}

/// A member's addresses.
pub fn addresses(conn: &mut Conn, member: MemberId) -> Result<Vec<String>> {
    let own = member_emails::table.filter(member_emails::member_id.eq(member));
    Ok(own.order(member_emails::id).select(member_emails::address).load(conn)?)
}

/// Writes an e-mail address.
pub fn insert_address(
    conn: &mut Conn,
    id: i64,
    member: &Member,
    address: &str,
    verified_at: Option<Time>,
) -> Result<()> {
    diesel::insert_into(member_emails::table)
        .values((
            member_emails::id.eq(id),
            member_emails::member_id.eq(member.id),
            member_emails::institution_id.eq(member.institution_id),
            member_emails::address.eq(address.to_lowercase()),
            member_emails::is_primary.eq(true),
            member_emails::verified_at.eq(verified_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes an address away from a member.
pub fn delete_address(conn: &mut Conn, member: MemberId, address: &str) -> Result<()> {
    let row = member_emails::table
        .filter(member_emails::member_id.eq(member))
        .filter(member_emails::address.eq(address.to_lowercase()));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// The address by which a member is known, whether or not it was looked at.
pub fn known_address(conn: &mut Conn, member: MemberId) -> Result<Option<String>> {
    let row = member_emails::table.filter(member_emails::member_id.eq(member));
    let first = row.order((member_emails::is_primary.desc(), member_emails::id));
    Ok(first.select(member_emails::address).first(conn).optional()?)
}

/// Writes a member's name.
pub fn set_name(conn: &mut Conn, id: MemberId, name: &str, now: Time) -> Result<()> {
    diesel::update(members::table.find(id)).set((members::name.eq(name), members::updated_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Gives a member another address in place of the one they sign in by.
pub fn readdress(conn: &mut Conn, id: i64, member: &Member, address: &str, now: Time) -> Result<()> {
    if by_address(conn, member.institution_id, address)? == Some(member.id) {
        return Ok(());
    }
    // They may have two by now: one from here and one from an identity system.
    let own = member_emails::table.filter(member_emails::member_id.eq(member.id));
    diesel::delete(own.filter(member_emails::is_primary.eq(true))).execute(conn)?;
    insert_address(conn, id, member, address, Some(now))
}

/// Who stands for a sender of imported mail.
pub fn by_sender(conn: &mut Conn, institution: InstitutionId, sender: &str) -> Result<Option<MemberId>> {
    let row = mail_senders::table.find((institution.0, sender));
    Ok(row.select(mail_senders::member_id).get_result(conn).optional()?)
}

/// Every sender of imported mail, as an import tells them apart.
pub fn senders(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<String>> {
    Ok(mail_senders::table
        .filter(mail_senders::institution_id.eq(institution))
        .select(mail_senders::sender)
        .load(conn)?)
}

/// Notes who stands for a sender of imported mail.
pub fn insert_sender(conn: &mut Conn, member: &Member, sender: &str) -> Result<()> {
    diesel::insert_into(mail_senders::table)
        .values((
            mail_senders::institution_id.eq(member.institution_id),
            mail_senders::sender.eq(sender),
            mail_senders::member_id.eq(member.id),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a member may change of themselves.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = members)]
#[diesel(treat_none_as_null = true)]
#[allow(missing_docs)]
pub struct Profile {
    pub name: String,
    pub pronouns: String,
    pub field: String,
    pub graduation_year: Option<i32>,
    pub time_zone: String,
    pub bio_source: String,
    pub bio_html: String,
    pub updated_at: Time,
}

impl Profile {
    /// Whether a member's profile says this already.
    pub fn is_as(&self, member: &Member) -> bool {
        let texts = [
            (&self.name, &member.name),
            (&self.pronouns, &member.pronouns),
            (&self.field, &member.field),
            (&self.time_zone, &member.time_zone),
            (&self.bio_source, &member.bio_source),
        ];
        texts.iter().all(|(own, theirs)| own == theirs) && self.graduation_year == member.graduation_year
    }
}

/// Writes a profile.
pub fn update_profile(conn: &mut Conn, id: MemberId, profile: &Profile) -> Result<()> {
    diesel::update(members::table.find(id)).set(profile).execute(conn)?;
    Ok(())
}

/// Gives a member another name.
pub fn rename(conn: &mut Conn, id: MemberId, name: &str, now: Time) -> Result<()> {
    diesel::update(members::table.find(id)).set((members::name.eq(name), members::updated_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Sets the state and ends every session by raising the epoch.
pub fn set_state(conn: &mut Conn, id: MemberId, state: &str, now: Time) -> Result<()> {
    diesel::update(members::table.find(id))
        .set((members::state.eq(state), members::updated_at.eq(now), members::epoch.eq(members::epoch + 1)))
        .execute(conn)?;
    Ok(())
}

/// Ends every session by raising the epoch.
pub fn raise_epoch(conn: &mut Conn, id: MemberId) -> Result<()> {
    diesel::update(members::table.find(id)).set(members::epoch.eq(members::epoch + 1)).execute(conn)?;
    Ok(())
}

/// Grants a role; granting it again changes nothing.
pub fn insert_role(
    conn: &mut Conn,
    member: MemberId,
    role: &str,
    source: &str,
    by: Option<MemberId>,
    now: Time,
) -> Result<()> {
    let row = member_roles::table.filter(member_roles::member_id.eq(member)).filter(member_roles::role.eq(role));
    if row.count().get_result::<i64>(conn)? == 0 {
        diesel::insert_into(member_roles::table)
            .values((
                member_roles::member_id.eq(member),
                member_roles::role.eq(role),
                member_roles::source.eq(source),
                member_roles::granted_by.eq(by.map(|id| id.0)),
                member_roles::granted_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Takes a role back.
pub fn delete_role(conn: &mut Conn, member: MemberId, role: &str) -> Result<()> {
    let row = member_roles::table.filter(member_roles::member_id.eq(member)).filter(member_roles::role.eq(role));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// Whether a member has set a password.
pub fn has_password(conn: &mut Conn, member: MemberId) -> Result<bool> {
    use crate::db::schema::passwords;
    Ok(passwords::table.find(member).count().get_result::<i64>(conn)? > 0)
}
