//! Handler of the page of roles, for those who run the institution.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::view::{AreaView, NeedView, PartView, RightView, RolesView};
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::http::table::{Entry, get};
use crate::pages::audience::Act;
use crate::rights::table::{Area, Row, TABLE};
use crate::rights::{Need, Part, Right, Source};
use crate::site::Site;
use crate::site::drawing::Around;

/// The route of this slice.
pub fn routes() -> Vec<Entry> {
    vec![get("/admin/roles/", "those who run the institution", show_roles)]
}

async fn show_roles(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    if !viewer.somebody()?.person.may(Right::ReadRoles) {
        return Err(Error::NotFound);
    }
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view())
}

/// The table as the page has it.
pub(super) fn view() -> RolesView {
    let part = |part: &Part| PartView {
        word: part.word().to_owned(),
        sources: Source::of(*part).iter().map(|source| source.word().to_owned()).collect(),
    };
    let area = |area: &Area| AreaView {
        word: area.word().to_owned(),
        rights: TABLE.iter().filter(|row| row.area == *area).map(right).collect(),
    };
    RolesView { parts: Part::ALL.iter().map(part).collect(), areas: Area::ALL.iter().map(area).collect() }
}

fn right(row: &Row) -> RightView {
    RightView {
        word: row.word.to_owned(),
        ways: row.ways.iter().map(|way| way.iter().map(|need| needed(*need)).collect()).collect(),
    }
}

fn needed(need: Need) -> NeedView {
    let word = match need {
        Need::Is(parts) => {
            return NeedView { word: String::new(), parts: parts.iter().map(|part| part.word().to_owned()).collect() };
        }
        Need::OnAny(Act::Read) => "any-read",
        Need::OnAny(Act::Start) => "any-start",
        Need::OnAny(Act::Reply) => "any-reply",
        Need::OnAny(Act::Moderate) => "any-moderate",
        Need::OnFirst(Act::Read) => "first-read",
        Need::OnFirst(Act::Start) => "first-start",
        Need::OnFirst(Act::Reply) => "first-reply",
        Need::OnFirst(Act::Moderate) => "first-moderate",
        Need::OnThis(Act::Read) => "this-read",
        Need::OnThis(Act::Start) => "this-start",
        Need::OnThis(Act::Reply) => "this-reply",
        Need::OnThis(Act::Moderate) => "this-moderate",
        Need::Author => "author",
        Need::Open => "open",
        Need::Visible => "visible",
        Need::Published => "published",
        Need::WrittenHere => "written-here",
        Need::InTime => "in-time",
        Need::NotAbout => "not-about",
        Need::PassedOn => "passed-on",
        Need::AboutNoStaff => "about-no-staff",
    };
    NeedView { word: word.to_owned(), parts: Vec::new() }
}
