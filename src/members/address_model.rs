//! Rows of addresses, with whether they take mail.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::member_emails;
use crate::error::Result;

/// An address, and since when it takes no mail.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = member_emails)]
#[allow(missing_docs)]
pub struct Refused {
    pub id: i64,
    pub member_id: MemberId,
    pub institution_id: InstitutionId,
    pub address: String,
    pub refused_at: Option<Time>,
    /// The mail server's words.
    pub refusal: Option<String>,
}

/// A member's own address, if it was looked at.
pub fn primary(conn: &mut Conn, member: MemberId) -> Result<Option<Refused>> {
    let own = member_emails::table
        .filter(member_emails::member_id.eq(member))
        .filter(member_emails::is_primary.eq(true))
        .filter(member_emails::verified_at.is_not_null());
    Ok(own.order(member_emails::id).select(Refused::as_select()).first(conn).optional()?)
}

/// The rows of an address at every institution.
pub fn named(conn: &mut Conn, address: &str) -> Result<Vec<Refused>> {
    let rows = member_emails::table.filter(member_emails::address.eq(address.to_lowercase()));
    Ok(rows.order(member_emails::id).select(Refused::as_select()).load(conn)?)
}

/// Notes that it takes no mail.
pub fn refuse(conn: &mut Conn, id: i64, why: &str, at: Time) -> Result<()> {
    let row = member_emails::table.filter(member_emails::id.eq(id));
    diesel::update(row)
        .set((member_emails::refused_at.eq(Some(at)), member_emails::refusal.eq(Some(why))))
        .execute(conn)?;
    Ok(())
}

/// Forgets that.
pub fn allow(conn: &mut Conn, id: i64) -> Result<()> {
    let row = member_emails::table.filter(member_emails::id.eq(id));
    diesel::update(row)
        .set((member_emails::refused_at.eq(None::<Time>), member_emails::refusal.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// Those of an institution that take no mail, the last found first, and how many there are.
pub fn refused(conn: &mut Conn, institution: InstitutionId, limit: i64) -> Result<(Vec<Refused>, i64)> {
    let rows = member_emails::table
        .filter(member_emails::institution_id.eq(institution))
        .filter(member_emails::refused_at.is_not_null());
    let count = rows.count().get_result(conn)?;
    let order = (member_emails::refused_at.desc(), member_emails::id.desc());
    Ok((rows.order(order).limit(limit).select(Refused::as_select()).load(conn)?, count))
}
