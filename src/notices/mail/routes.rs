//! Handlers of how somebody gets mail, and of whose addresses take none.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::choice::{self, Amount, Choice, Rhythm, Sorting};
use super::view::{MailView, RefusedRowView, RefusedView};
use super::{choice_model, schedule};
use crate::db::ids::BoardId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::members::address_model::{self, Refused};
use crate::members::{self, address};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{ChoiceView, LinkView};

const HERE: &str = "/settings/mail/";
const AROUND: Around<'_> = Around { audience: "", current: "" };
/// How many addresses that take no mail stand on the page.
const MOST_ROWS: i64 = 200;
const DAYS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

/// `GET /settings/mail/`
pub async fn show_mail(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let mut form = FormBody::default();
    let own = own(&site, &viewer).await?;
    let choice = &own.choice;
    let fields = [
        ("rhythm", choice.rhythm.word().to_owned()),
        ("hour", choice.hour.to_string()),
        ("weekday", choice.weekday.to_string()),
        ("boards", if choice.boards.is_some() { "chosen" } else { "all" }.to_owned()),
        ("amount", choice.amount.word().to_owned()),
        ("sorting", choice.sorting.word().to_owned()),
    ];
    fields.into_iter().for_each(|(name, value)| form.set(name, value));
    if choice.is_direct {
        form.set("direct", "1".to_owned());
    }
    form.set_all("board", choice.boards.iter().flatten().map(BoardId::to_string).collect());
    show(&site, &viewer, &request, &own, &form, &Problems::default())
}

/// `POST /settings/mail/`
pub async fn post_mail(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let (house, member) = (viewer.institution.id, viewer.signed_in(HERE)?.person.id);
    site.accept(&request, &viewer, &form)?;
    form.expect(&["rhythm", "hour", "weekday", "direct", "boards", "board", "amount", "sorting"])?;
    let (choice, problems) = chosen(&site, &viewer, &form);
    let Some(choice) = choice.filter(|_| problems.0.is_empty()) else {
        let own = own(&site, &viewer).await?;
        return show(&site, &viewer, &request, &own, &form, &problems);
    };
    site.write(move |tx| choice::choose(tx, house, member, &choice)).await?;
    Ok(respond::see_other(HERE))
}

/// `POST /settings/mail/again`: the address is right, whatever a mail server said.
pub async fn post_again(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    form: FormBody,
) -> Result<HttpResponse> {
    let member = viewer.signed_in(HERE)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    site.write(move |tx| address::try_again(tx, member)).await?;
    Ok(respond::see_other(HERE))
}

/// `GET /admin/mail/`
pub async fn show_refused(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    if !viewer.somebody()?.person.may(Right::ReadAudit) {
        return Err(Error::NotFound);
    }
    let house = viewer.institution.id;
    let (rows, count) = site.read(move |conn| address_model::refused(conn, house, MOST_ROWS)).await?;
    let row = |row: Refused| {
        let person = site.roster.member(row.member_id)?;
        Some(RefusedRowView {
            member: LinkView { href: format!("/m/{}/", person.username), text: person.name.clone() },
            address: row.address,
            at: row.refused_at?.0,
            why: row.refusal.unwrap_or_default(),
        })
    };
    let view = RefusedView {
        settings: settings(&site, &viewer),
        count: u32::try_from(count).unwrap_or(u32::MAX),
        rows: rows.into_iter().filter_map(row).collect(),
    };
    site.made(&request, &viewer, 200, AROUND, &view)
}

/// What is chosen now, and about the address.
struct Own {
    choice: Choice,
    zones: Vec<String>,
    address: Option<Refused>,
}

async fn own(site: &Data<Site>, viewer: &Viewer) -> Result<Own> {
    let member = viewer.signed_in(HERE)?.person.id;
    let read = site.read(move |conn| {
        let (choice, zones) = choice_model::of(conn, member)?;
        Ok(Own { choice, zones, address: members::address_model::primary(conn, member)? })
    });
    read.await
}

/// What was chosen, as far as it can be read, and what is wrong with it.
fn chosen(site: &Site, viewer: &Viewer, form: &FormBody) -> (Option<Choice>, Problems) {
    const HOURS: [&str; 24] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20", "21", "22", "23",
    ];
    let mut fields = Fields::of(form);
    let rhythm = Rhythm::from_word(&fields.choice("rhythm", Rhythm::WORDS));
    let hour = fields.choice("hour", &HOURS).parse().ok();
    let weekday = fields.choice("weekday", &DAYS).parse().ok();
    if form.has("direct") {
        fields.choice("direct", &["1"]);
    }
    let is_chosen = fields.choice("boards", &["all", "chosen"]) == "chosen";
    let readable = readable(site, viewer);
    let boards: Vec<Option<BoardId>> = form.all("board").iter().map(|id| id.parse().ok()).collect();
    if boards.iter().any(|board| board.is_none_or(|id| readable.iter().all(|(known, _)| *known != id))) {
        fields.problems.add("board", Message::new("form-choose-one"));
    }
    let amount = Amount::from_word(&fields.choice("amount", Amount::WORDS));
    let sorting = Sorting::from_word(&fields.choice("sorting", Sorting::WORDS));
    let mut boards: Vec<BoardId> = boards.into_iter().flatten().collect();
    boards.sort_unstable();
    boards.dedup();
    if is_chosen && boards.is_empty() && fields.problems.0.is_empty() {
        let field = if readable.is_empty() { "boards" } else { "board" };
        fields.problems.add(field, Message::new("notices-mail-no-board"));
    }
    let choice = rhythm.zip(hour).zip(weekday).zip(amount).zip(sorting);
    let choice = choice.map(|((((rhythm, hour), weekday), amount), sorting)| Choice {
        rhythm,
        hour,
        weekday,
        is_direct: form.has("direct"),
        boards: is_chosen.then_some(boards),
        amount,
        sorting,
    });
    (choice, fields.problems)
}

/// The boards that somebody reads, in their order.
fn readable(site: &Site, viewer: &Viewer) -> Vec<(BoardId, String)> {
    let Some(who) = &viewer.who else { return Vec::new() };
    let boards = site.roster.readable(who.person.id);
    boards.iter().filter_map(|id| site.roster.board(*id)).map(|board| (board.id, board.name.clone())).collect()
}

fn settings(site: &Site, viewer: &Viewer) -> LinkView {
    let text = site.words.message(viewer.language(), &Message::new("members-settings"));
    LinkView { href: "/settings/".into(), text }
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    own: &Own,
    form: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let typed = |name| form.get(name).to_owned();
    let choice = |(id, label): (BoardId, String)| {
        let value = id.to_string();
        ChoiceView { chosen: form.all("board").contains(&value), value, label, note: String::new() }
    };
    let view = MailView {
        form: site.form(viewer, "", problems),
        settings: settings(site, viewer),
        is_sent: site.config.mail.is_set(),
        address: own.address.as_ref().map_or_else(String::new, |own| own.address.clone()),
        refused_at: own.address.as_ref().and_then(|own| own.refused_at).map(|at| at.0),
        refusal: own.address.as_ref().and_then(|own| own.refusal.clone()).unwrap_or_default(),
        zone: schedule::zone(&own.zones).iana_name().unwrap_or("UTC").to_owned(),
        rhythm: typed("rhythm"),
        hour: typed("hour"),
        weekday: typed("weekday"),
        direct: form.has("direct"),
        boards: typed("boards"),
        choices: readable(site, viewer).into_iter().map(choice).collect(),
        amount: typed("amount"),
        sorting: typed("sorting"),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, AROUND, &view)
}
