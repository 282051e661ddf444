//! Handlers of choosing what a link in a course leads to. Whoever chooses may do so within a page of the platform, where no
//! session of ours comes along: what stands for them is a secret in the form itself, which is good once.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::course_model::Course;
use super::model::Platform;
use super::own_key;
use super::pick::{self, Answering, Choice, Place};
use super::pick_model::{self, Pick};
use super::picking::{self, Chosen};
use super::start;
use super::view::{ChoiceView, PickView, PickedView};
use crate::error::{Error, Message, Problems, Result};
use crate::http::secret::hash;
use crate::http::table::{Entry, post};
use crate::http::{FormBody, Viewer, csrf, security};
use crate::members;
use crate::sign_in::form::PUBLIC;
use crate::sign_in::second::policy;
use crate::site::Site;
use crate::sso::start::chance;
use crate::theme::view::{FormView, ProblemView, View};

/// The routes of choosing.
pub fn routes() -> Vec<Entry> {
    vec![post("/lti/pick", "whoever teaches a course", "none", post_pick)]
}

/// All that is known of somebody who chooses.
struct Picking {
    pick: Pick,
    course: Course,
    platform: Platform,
    choices: Vec<Choice>,
}

/// Shows what can be chosen.
pub(super) async fn show(site: &Site, viewer: &Viewer, token: &str, problems: &Problems) -> Result<HttpResponse> {
    let picking = found(site, viewer, token).await?;
    let cohort = pick::cohort(site, picking.course.cohort_id)?;
    let told = problems.0.iter().map(|(field, message)| ProblemView {
        field: (*field).to_owned(),
        text: site.words.message(viewer.language(), message),
    });
    let view = PickView {
        form: FormView { csrf: String::new(), key: String::new(), problems: told.collect() },
        token: token.to_owned(),
        cohort: cohort.name.clone(),
        choices: picking.choices.iter().map(choice).collect(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    framed(site, viewer, status, &view, &picking.pick.return_url, "'self'")
}

async fn post_pick(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    csrf::same_origin(&request, &viewer.institution.base_url(site.config.port()))?;
    form.expect(&["token", "place"])?;
    let token = form.get("token").to_owned();
    let picking = found(&site, &viewer, &token).await?;
    let Some(chosen) = picking.choices.iter().find(|choice| choice.place.word() == form.get("place")).cloned() else {
        return show(&site, &viewer, &token, &Problems::one("place", Message::new("lti-pick-gone"))).await;
    };
    let signer = own_key::signer(&site, viewer.institution.id).await?;
    let cohort = pick::cohort(&site, picking.course.cohort_id)?;
    let launch = start::arrival(&site, &viewer.institution);
    let by = Answering {
        platform: &picking.platform,
        deployment: &picking.course.deployment,
        data: picking.pick.data.as_deref(),
        launch: &launch,
        cohort: &cohort,
    };
    let answer = signer.sign(&pick::answer(&by, &chosen, &chance()?, site.now()))?;
    let (house, id, member) = (viewer.institution.id, picking.pick.id, picking.pick.member_id);
    let token_hash = hash(&token);
    let (subject, place) = (picking.course.id, chosen.place.word());
    let taken = site.write(move |tx| {
        let Some(pick) = pick_model::open(tx.conn, &token_hash, tx.now)? else { return Ok(false) };
        // What was so when the list was shown may have ended meanwhile.
        members::model::hold(tx.conn, pick.member_id)?;
        picking::still(tx.conn, house, &pick)?;
        if !pick_model::take(tx.conn, id, tx.now)? {
            return Ok(false);
        }
        tx.audit_with(house, Some(member), "lti.pick", subject, "", &[("place", &place)])?;
        Ok(true)
    });
    match taken.await {
        Ok(true) => {}
        Ok(false) | Err(Error::NotFound) => return Err(gone()),
        Err(error) => return Err(error),
    }
    let return_url = picking.pick.return_url;
    let origin = pick::origin(&return_url).ok_or_else(gone)?;
    let view =
        PickedView { title: chosen.title, platform: picking.platform.name, return_url: return_url.clone(), answer };
    framed(&site, &viewer, 200, &view, &return_url, &origin)
}

/// Who chooses, if they still may, and what there is to choose.
async fn found(site: &Site, viewer: &Viewer, token: &str) -> Result<Picking> {
    let (token_hash, house, now, of) = (hash(token), viewer.institution.id, site.now(), site.clone());
    let read = site.read(move |conn| {
        let Some(pick) = pick_model::open(conn, &token_hash, now)? else { return Err(Error::NotFound) };
        let Chosen { course, platform } = picking::still(conn, house, &pick)?;
        let cohort = pick::cohort(&of, course.cohort_id)?;
        // Whoever is asked for a second factor has not given it here, so they read nothing yet.
        let wanted = of.config.sign_in.second_factor;
        let is_asked = policy::is_asked_in(conn, wanted, pick.member_id)?;
        let choices = pick::choices(&of, conn, &cohort, &course, Some(pick.member_id).filter(|_| !is_asked))?;
        Ok(Picking { pick, course, platform, choices })
    });
    read.await.map_err(|error| if matches!(error, Error::NotFound) { gone() } else { error })
}

fn gone() -> Error {
    Error::Forbidden(Message::new("lti-refused-state"))
}

/// A page that the platform may show within its own, and whose form goes to one origin alone.
fn framed<V: View>(
    site: &Site,
    viewer: &Viewer,
    status: u16,
    view: &V,
    return_url: &str,
    forms: &str,
) -> Result<HttpResponse> {
    let platform = pick::origin(return_url).ok_or_else(gone)?;
    let mut response = site.made_at("/", &viewer.as_visitor(), status, PUBLIC, view)?;
    security::allow_frame(response.headers_mut(), &platform, forms)?;
    Ok(response)
}

fn choice(choice: &Choice) -> ChoiceView {
    ChoiceView {
        place: choice.place.word(),
        title: choice.title.clone(),
        kind: match choice.place {
            Place::Cohort => "cohort",
            Place::Board(_) => "board",
            Place::Thread(_) => "thread",
        },
        board: choice.board.clone().unwrap_or_default(),
    }
}
