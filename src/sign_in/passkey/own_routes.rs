//! Handlers of one's own passkeys: adding one, and taking one away.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::{self, MOST, NAME};
use super::challenge::{self, Begun, Deed};
use super::model::{self, Row};
use super::refusal::refused;
use super::routes::{Asked, over, show, token};
use super::{ceremony, remove};
use crate::db::ids::decode;
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::secret::hash;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::sign_in::form::renewed;
use crate::sign_in::ways::{self, Gone, PAGE};
use crate::sign_in::ways_routes::page;
use crate::sign_in::{afresh, form};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text::shows_nothing;
use crate::theme::view::{ConfirmView, LinkView};

const AROUND: Around<'static> = Around { audience: "", current: "" };
const ADD: &str = "/settings/sign-in/passkey/add";

/// The routes.
pub fn routes() -> Vec<Entry> {
    vec![
        post("/settings/sign-in/passkey", "the signed in", "writes", post_ask),
        post(ADD, "the signed in", "writes", post_add),
        get("/settings/sign-in/passkey/{passkey}/remove", "the signed in whose passkey it is", show_remove),
        post("/settings/sign-in/passkey/{passkey}/remove", "the signed in whose passkey it is", "writes", post_remove),
    ]
}

async fn post_ask(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let who = viewer.signed_in(PAGE)?;
    let session = who.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["passkey_name"])?;
    let now = site.now();
    let read = site.read(move |conn| Ok((afresh::is_fresh(conn, session.id, now)?, model::of(conn, session.member)?)));
    let (is_fresh, known) = read.await?;
    if !is_fresh {
        return Ok(respond::see_other(&afresh::address(PAGE)));
    }
    if known.len() >= MOST {
        return Err(add::too_many());
    }
    let mut fields = Fields::of(&typed);
    let name = fields.line("passkey_name", NAME);
    if !fields.problems.0.is_empty() {
        return page(&site, &viewer, &request, 422, None, &typed, &fields.problems).await;
    }
    // Whoever says nothing finds the browser's name.
    let name = if shows_nothing(&name) { form::device(&request) } else { name };
    let side = ceremony::side(&viewer.institution, site.config.port())?;
    let known: Vec<String> = known.into_iter().map(|row| row.credential).collect();
    let question = ceremony::ask_for_new(&side, session.member, &who.person.username, &who.person.name, &known)?;
    let begun = Begun { deed: Deed::Add, own: Some(session), name, to: PAGE.to_owned() };
    show(&site, &viewer, &request, Asked { begun, question, action: ADD, back: PAGE.to_owned() }).await
}

async fn post_add(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let session = viewer.signed_in(PAGE)?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["answer"])?;
    let house = &viewer.institution;
    let (token, id) = (hash(token(&request).ok_or_else(|| over(PAGE))?), house.id);
    let (side, answer) = (ceremony::side(house, site.config.port())?, typed.get("answer").to_owned());
    // All at once: a challenge that is taken and adds nothing would have to be asked for again. No signature is looked at here.
    let added = site.write(move |tx| {
        let taken = challenge::take(tx, id, &token, Deed::Add, Some(session))?;
        let judged = taken
            .and_then(|(challenge, state)| ceremony::new_key(&side, &answer, &state).map(|key| (key, challenge.name)));
        match judged {
            Ok((key, name)) => add::add(tx, &session, key, &name),
            Err(fault) => Ok(Err(fault)),
        }
    });
    match added.await? {
        Ok(session) => renewed(&site, respond::see_other(&format!("{PAGE}?done=passkey-added")), &session),
        Err(fault) => Err(refused(&site, house.id, Some(session.member), fault, PAGE).await),
    }
}

/// One of the viewer's own; to everybody else there is no such thing.
async fn own(site: &Site, viewer: &Viewer, id: &str) -> Result<Row> {
    let (member, id) = (viewer.somebody()?.person.id, decode(id).ok_or(Error::NotFound)?);
    let has_mail = site.config.mail.is_set();
    let ways = site.read(move |conn| ways::of(conn, member, has_mail)).await?;
    let one = ways.passkeys.iter().find(|one| one.id == id).cloned().ok_or(Error::NotFound)?;
    ways.without(Gone::Passkey(id))?;
    Ok(one)
}

async fn show_remove(site: Data<Site>, viewer: Viewer, request: HttpRequest, id: Path<String>) -> Result<HttpResponse> {
    let passkey = own(&site, &viewer, &id).await?;
    let view = ConfirmView {
        what: "remove-passkey".to_owned(),
        name: passkey.name,
        action: format!("/settings/sign-in/passkey/{id}/remove"),
        form: site.form(&viewer, "", &Problems::default()),
        fields: Vec::new(),
        reason: None,
        grave: true,
        back: LinkView { href: PAGE.to_owned(), text: site.words.say(viewer.language(), "second-factor-ways", &[]) },
    };
    site.made(&request, &viewer, 200, AROUND, &view)
}

async fn post_remove(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let session = viewer.somebody()?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    let passkey = own(&site, &viewer, &id).await?;
    let now = site.now();
    if !site.read(move |conn| afresh::is_fresh(conn, session.id, now)).await? {
        return Ok(respond::see_other(&afresh::address(&format!("/settings/sign-in/passkey/{id}/remove"))));
    }
    let session = site.write_at_need(move |tx| remove::remove(tx, &session, passkey.id)).await?;
    renewed(&site, respond::see_other(&format!("{PAGE}?done=passkey-removed")), &session)
}
