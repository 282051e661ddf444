//! Handlers of the form for a new provider.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::add::{self, ALGORITHMS, NewProvider};
use super::desk_routes::{ADMINS, DESK, around, runner};
use super::rules::Rule;
use super::view::NewView;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;

const NEW: &str = "/admin/sign-on/new";
/// The longest of each field, in characters.
const LINE: usize = 500;
const RULES: usize = 4_000;
const MUST: usize = 1_000;

/// The routes of the form.
pub fn routes() -> Vec<Entry> {
    vec![get(NEW, ADMINS, show_new), post(NEW, ADMINS, "writes", post_new)]
}

async fn show_new(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    let mut typed = FormBody::default();
    typed.set("scopes", "openid profile email".to_owned());
    show(&site, &viewer, &request, &typed, 200, &Problems::default())
}

async fn post_new(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "slug", "issuer", "client_id", "client_secret", "scopes", "algorithm", "rules", "must"])?;
    let (new, problems) = read(&form);
    if !problems.0.is_empty() {
        return show(&site, &viewer, &request, &form, 422, &problems);
    }
    let house = viewer.institution.id;
    match site.write(move |tx| add::add(tx, house, new, Some(by))).await {
        Ok(_) => Ok(respond::see_other(DESK)),
        Err(Error::Invalid(problems)) => show(&site, &viewer, &request, &form, 422, &problems),
        // It is about what stands in one field, and everything that was typed is to stay.
        Err(Error::Forbidden(message)) => show(&site, &viewer, &request, &form, 422, &Problems::one("rules", message)),
        Err(error) => Err(error),
    }
}

/// What was typed, with what is wrong with it.
fn read(form: &FormBody) -> (NewProvider, Problems) {
    let mut fields = Fields::of(form);
    let new = NewProvider {
        name: fields.needed_line("name", 80, "sso-name-missing"),
        slug: fields.needed_line("slug", 40, "sso-slug-form"),
        issuer: fields.needed_line("issuer", LINE, "sso-issuer-form"),
        client_id: fields.needed_line("client_id", LINE, "sso-client-missing"),
        client_secret: fields.needed_line("client_secret", LINE, "sso-secret-missing"),
        scopes: fields.line("scopes", LINE),
        algorithm: fields.choice("algorithm", &ALGORITHMS),
        ..NewProvider::default()
    };
    let (rules, must) = (fields.text("rules", RULES), fields.text("must", MUST));
    let mut problems = fields.problems;
    let lines = |text: String| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let (rule_lines, must_lines): (Vec<String>, Vec<String>) = (lines(rules), lines(must));
    let (mut rules, mut must) = (Vec::new(), Vec::new());
    for line in rule_lines {
        match Rule::parse(&line) {
            Ok(rule) => rules.push(rule),
            Err(Error::Invalid(Problems(told))) => problems.0.extend(told),
            Err(_) => problems.add("rules", Message::new("sso-rule-form").with("rule", line)),
        }
    }
    for line in must_lines {
        match line.split_once('=').filter(|(claim, value)| !claim.trim().is_empty() && !value.trim().is_empty()) {
            Some((claim, value)) => must.push((claim.trim().to_owned(), value.trim().to_owned())),
            None => problems.add("must", Message::new("sso-must-form").with("line", line)),
        }
    }
    (NewProvider { rules, must, ..new }, problems)
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    typed: &FormBody,
    status: u16,
    problems: &Problems,
) -> Result<HttpResponse> {
    let own = |name: &str| typed.get(name).to_owned();
    let chosen = Some(own("algorithm")).filter(|chosen| !chosen.is_empty());
    let view = NewView {
        form: site.form(viewer, "", problems),
        slug: own("slug"),
        name: own("name"),
        issuer: own("issuer"),
        client_id: own("client_id"),
        scopes: own("scopes"),
        algorithm: chosen.unwrap_or_else(|| ALGORITHMS[0].to_owned()),
        algorithms: ALGORITHMS.iter().map(|name| (*name).to_owned()).collect(),
        rules: own("rules"),
        must: own("must"),
    };
    site.made(request, viewer, status, around(), &view)
}
