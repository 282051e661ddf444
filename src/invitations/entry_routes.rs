//! Handlers of the page where members type a code word.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::take;
use super::view::JoinView;
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::sign_in::form::client;
use crate::site::Site;
use crate::site::drawing::Around;

const JOIN: &str = "/join";
/// The longest that is looked at, in characters.
const WORD: usize = 100;

/// The routes of code words.
pub fn routes() -> Vec<Entry> {
    vec![get(JOIN, "the signed in", show_join), post(JOIN, "the signed in", "code words", post_join)]
}

async fn show_join(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    viewer.signed_in(JOIN)?;
    show(&site, &viewer, &request, 200, &Problems::default())
}

async fn post_join(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    form: FormBody,
) -> Result<HttpResponse> {
    let member = viewer.signed_in(JOIN)?.person.id;
    limits.code_word(member, client(&site, &request))?;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["word"])?;
    let mut fields = Fields::of(&form);
    let word = fields.needed_line("word", WORD, "invitations-word-missing");
    if !fields.problems.0.is_empty() {
        return show(&site, &viewer, &request, 422, &fields.problems);
    }
    let house = viewer.institution.id;
    match site.write(move |tx| take::by_word(tx, house, &word, member)).await {
        Ok(cohort) => {
            let place = site.roster.cohort(cohort).map_or("/".to_owned(), |cohort| format!("/c/{}/", cohort.slug));
            Ok(respond::see_other(&place))
        }
        Err(Error::Invalid(problems)) => show(&site, &viewer, &request, 422, &problems),
        Err(error) => Err(error),
    }
}

fn show(site: &Site, viewer: &Viewer, request: &HttpRequest, status: u16, problems: &Problems) -> Result<HttpResponse> {
    let view = JoinView { form: site.form(viewer, "", problems) };
    site.made(request, viewer, status, Around { audience: "", current: "cohorts" }, &view)
}
