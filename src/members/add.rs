//! Adds a member: with an e-mail address that can sign in, or without any, as the sender of imported mail.

use super::model::{self, Member};
use crate::db::events::MemberEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;
use crate::text;

/// What is said of a new member; what is left empty stays empty.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewMember {
    pub name: String,
    /// Made from the name if empty.
    pub username: String,
    pub email: String,
    pub pronouns: String,
    pub field: String,
    pub graduation_year: Option<i32>,
    pub time_zone: String,
    pub language: String,
    pub bio: String,
}

/// Adds a local member. The address counts as verified: whoever adds it (a command, an import) vouches for it.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, new: NewMember) -> Result<MemberId> {
    let mut problems = Problems::default();
    if text::clean_line(&new.name).is_empty() {
        problems.add("name", Message::new("members-name-missing"));
    }
    if !text::is_address(&new.email) {
        problems.add("email", Message::new("members-email-form"));
    } else if model::by_address(tx.conn, institution, &new.email)?.is_some() {
        problems.add("email", Message::new("members-email-taken"));
    }
    problems.or(())?;
    let email = new.email.clone();
    let member = write(tx, institution, new, "local")?;
    let (id, now) = (tx.id(), tx.now);
    model::insert_address(tx.conn, id, &member, &email, Some(now))?;
    tx.audit(institution, None, "members.add", member.id, "")?;
    tx.record(MemberEvent::Added { member: member.id })?;
    Ok(member.id)
}

/// Adds somebody who came by sign-on. What their provider says of them is no more than a beginning: the name can be changed,
/// and an address is theirs only where the provider says that it looked, and nobody here has it.
pub fn add_signed_on(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    name: &str,
    address: Option<&str>,
) -> Result<MemberId> {
    let new = NewMember { name: name.to_owned(), ..NewMember::default() };
    let member = write(tx, institution, new, "local")?;
    let address = address.filter(|address| text::is_address(address));
    if let Some(address) = address
        && model::by_address(tx.conn, institution, address)?.is_none()
    {
        let (id, now) = (tx.id(), tx.now);
        model::insert_address(tx.conn, id, &member, address, Some(now))?;
    }
    tx.audit(institution, None, "members.sign-on", member.id, "")?;
    tx.record(MemberEvent::Added { member: member.id })?;
    Ok(member.id)
}

/// Adds somebody of whom the institution's identity system says that they belong to it, and vouches for their address. Whether
/// name and address are free is asked by `scim/taken.rs`; `token` is what it calls itself here.
pub fn add_provisioned(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    name: &str,
    username: Option<&str>,
    address: Option<&str>,
    token: &str,
) -> Result<MemberId> {
    let username = username.unwrap_or_default().to_owned();
    let new = NewMember { name: name.to_owned(), username, ..NewMember::default() };
    let member = write(tx, institution, new, "local")?;
    if let Some(address) = address {
        let (id, now) = (tx.id(), tx.now);
        model::insert_address(tx.conn, id, &member, address, Some(now))?;
    }
    tx.audit_with(institution, None, "members.provision", member.id, "", &[("token", token)])?;
    tx.record(MemberEvent::Added { member: member.id })?;
    Ok(member.id)
}

/// Adds somebody whom a list names; whoever carries it out tells of them, many at once. The list has been looked at: the
/// address is nobody's.
pub fn add_listed(tx: &mut Tx<'_>, institution: InstitutionId, name: &str, address: &str) -> Result<MemberId> {
    let new = NewMember { name: name.to_owned(), ..NewMember::default() };
    let member = write(tx, institution, new, "local")?;
    let (id, now) = (tx.id(), tx.now);
    model::insert_address(tx.conn, id, &member, address, Some(now))?;
    Ok(member.id)
}

/// Adds the sender of imported mail, who has no way in. `sender` is what tells senders of mail apart: by it they are
/// found again and, one day, claimed by an invitation. It is no address of an account, so the same person can still be
/// given one.
pub fn add_imported(tx: &mut Tx<'_>, institution: InstitutionId, name: &str, sender: &str) -> Result<MemberId> {
    let new = NewMember { name: name.to_owned(), ..NewMember::default() };
    let member = write(tx, institution, new, "imported")?;
    model::insert_sender(tx.conn, &member, sender)?;
    tx.audit(institution, None, "members.import", member.id, "")?;
    tx.record(MemberEvent::Added { member: member.id })?;
    Ok(member.id)
}

fn write(tx: &mut Tx<'_>, institution: InstitutionId, new: NewMember, kind: &str) -> Result<Member> {
    let house = tx.site.roster.institution(institution);
    let (language, zone) =
        house.map_or(("en".into(), "UTC".into()), |house| (house.language.clone(), house.time_zone.clone()));
    let or = |value: String, default: String| if value.is_empty() { default } else { value };
    let nobody = |_: &str| None;
    let bio = text::markdown(&new.bio, &text::Context { anchor: "bio", mention: &nobody })
        .map_err(|problem| Error::Invalid(Problems::one("bio", problem.message())))?;
    let name: String = text::clean_line(&new.name).chars().take(80).collect();
    let wanted = if new.username.is_empty() { text::username(&name) } else { text::username(&new.username) };
    let member = Member {
        id: MemberId(tx.id()),
        institution_id: institution,
        username: free_username(tx, institution, &wanted)?,
        name,
        kind: kind.into(),
        state: "active".into(),
        pronouns: new.pronouns,
        field: new.field,
        graduation_year: new.graduation_year,
        time_zone: or(new.time_zone, zone),
        language: or(new.language, language),
        bio_source: new.bio,
        bio_html: bio.html.into_string(),
        epoch: 1,
        created_at: tx.now,
        updated_at: tx.now,
    };
    model::insert(tx.conn, &member)?;
    Ok(member)
}

/// The wanted username, or the first free one of `ada-2`, `ada-3`, … Doubling first keeps the thousandth namesake cheap.
fn free_username(tx: &mut Tx<'_>, institution: InstitutionId, wanted: &str) -> Result<String> {
    let wanted = if wanted.is_empty() { "member" } else { wanted };
    if !model::is_taken(tx.conn, institution, wanted)? {
        return Ok(wanted.to_owned());
    }
    let numbered = |number: u32| format!("{}-{number}", wanted.chars().take(32).collect::<String>());
    let mut high = 2;
    while model::is_taken(tx.conn, institution, &numbered(high))? {
        high *= 2;
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if model::is_taken(tx.conn, institution, &numbered(middle))? { low = middle } else { high = middle }
    }
    Ok(numbered(high))
}
