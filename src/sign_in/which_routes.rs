//! The way in on the portal's host: which institution somebody belongs to, by the domain of their mail address.
//!
//! Nothing is looked up but the domain: whether there is an account is told to nobody. What was typed goes on as a hint alone.

use actix_web::cookie::time::Duration;
use actix_web::http::Method;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::form::{client, cookie, visitor_token};
use super::view::{WhichRowView, WhichView};
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::Limits;
use crate::http::stored::Slot;
use crate::http::{FormBody, csrf, respond, viewer};
use crate::institutions::{domain, portal};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::site::drawing::put_in;
use crate::text;
use crate::theme::view::{FormView, NoticeView, ProblemView};
use crate::theme::{Frame, InstitutionView};

/// Where it is.
pub const WHICH: &str = "/sign-in";
/// The cookie that remembers which one it was, by its short name.
const CHOICE: &str = "__Host-institution";
/// How long it does.
const YEAR: Duration = Duration::days(365);
/// The language of pages that are no institution's.
const LANGUAGE: &str = "en";

/// Answers on the portal's host; `form` is what was sent, if anything was.
pub async fn answer(site: &Site, request: &HttpRequest, host: &str, form: Option<FormBody>) -> Result<HttpResponse> {
    match (request.method(), form) {
        (&Method::GET | &Method::HEAD, _) => {
            let remembered = viewer::cookie(request, CHOICE).and_then(|slug| named(site, slug));
            let found = remembered.map(|house| row(site, &house, ""));
            show(site, request, &FormBody::default(), &Saying { found, ..Saying::default() })
        }
        (&Method::POST, Some(form)) => look(site, request, host, &form).await,
        _ => Err(Error::WrongMethod { allow: "GET, HEAD, POST" }),
    }
}

/// What the page says.
#[derive(Default)]
struct Saying {
    found: Option<WhichRowView>,
    problems: Problems,
    notice: Option<&'static str>,
    chosen: Option<String>,
}

async fn look(site: &Site, request: &HttpRequest, host: &str, form: &FormBody) -> Result<HttpResponse> {
    if let (Some(address), Some(limits)) = (client(site, request), request.app_data::<Data<Limits>>()) {
        // Nothing is guessed here, and a room of people comes by one address.
        limits.sign_on(address)?;
    }
    csrf::same_origin(request, &portal::base_url(site, host))?;
    csrf::check_visitor(request, form, &site.secret)?;
    form.expect(&["email"])?;
    let typed = text::clean_line(form.get("email"));
    let Some(wanted) = domain::of_address(&typed).filter(|_| typed.len() <= 254) else {
        let problems = Problems::one("email", Message::new("members-email-form"));
        return show(site, request, form, &Saying { problems, ..Saying::default() });
    };
    let owner = site.read(move |conn| domain::owner(conn, &wanted)).await?;
    let house = owner.and_then(|id| site.roster.institution(id));
    let saying = match &house {
        Some(house) => {
            let found = Some(row(site, house, &typed));
            Saying { found, chosen: Some(house.slug.clone()), ..Saying::default() }
        }
        None => Saying { notice: Some("sign-in-which-unknown"), ..Saying::default() },
    };
    show(site, request, form, &saying)
}

fn named(site: &Site, slug: &str) -> Option<std::sync::Arc<InstitutionEntry>> {
    site.roster.institutions().into_iter().find(|house| house.slug == slug)
}

/// An institution and its own way in, to which a hint goes along. It is a link, since a browser follows no form to another
/// site (Content-Security-Policy).
fn row(site: &Site, house: &InstitutionEntry, hint: &str) -> WhichRowView {
    let query = if hint.is_empty() { String::new() } else { format!("?login_hint={}", text::percent(hint)) };
    WhichRowView {
        name: house.name.clone(),
        href: format!("{}{WHICH}{query}", house.base_url(site.config.port())),
        host: house.host().to_owned(),
        language: house.language.clone(),
    }
}

fn show(site: &Site, request: &HttpRequest, typed: &FormBody, saying: &Saying) -> Result<HttpResponse> {
    let (csrf, new_cookie) = visitor_token(site, request)?;
    let problem = |(field, message): &(&'static str, Message)| ProblemView {
        field: (*field).to_owned(),
        text: site.words.message(LANGUAGE, message),
    };
    let problems = saying.problems.0.iter().map(problem).collect();
    let view = WhichView {
        form: FormView { csrf, key: String::new(), problems },
        notice: saying
            .notice
            .map(|key| NoticeView { tone: "bad".to_owned(), text: site.words.message(LANGUAGE, &Message::new(key)) }),
        email: typed.get("email").to_owned(),
        found: saying.found.clone(),
        institutions: site.roster.institutions().iter().map(|house| row(site, house, "")).collect(),
    };
    let frame = Frame { language: LANGUAGE, institution: &InstitutionView::portal(), audience: "public", current: "" };
    let html = site.themes.get(portal::THEME).render(&frame, &view)?;
    let status = if saying.problems.0.is_empty() { 200 } else { 422 };
    let mut response = respond::page(status, put_in(&html, &Slot { bytes: Vec::new(), tag: String::new() }, ""));
    let chosen = saying.chosen.as_ref().map(|slug| {
        let mut cookie = cookie(CHOICE, slug.clone());
        cookie.set_max_age(YEAR);
        cookie
    });
    for cookie in new_cookie.into_iter().chain(chosen) {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}
