//! The whole router: every slice's routes in one table, and what happens to each request before and after.

mod admission;

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Server, ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use tracing::Instrument;

use crate::db::ids::encode;
use crate::error::{Error, Result};
use crate::http::body::BodyDeadline;
use crate::http::connections::Connection;
use crate::http::limits::Limits;
use crate::http::multipart::Uploads;
use crate::http::table::Entry;
use crate::http::{pieces, router, security};
use crate::site::Site;
use crate::watch::readiness::Probe;
use crate::{
    audit, boards, bookmarks, cohorts, errors, feeds, home, institutions, invitations, lti, members, moderation,
    notices, roles, scim, search, sign_in, sso, threads, watch,
};
use admission::{Admitted, admit, which};

/// Every route. The order matters only where one pattern contains another.
pub fn all() -> Vec<Entry> {
    // What is read most stands first: the router tries them in this order.
    let slices = [
        threads::routes::routes(),
        boards::routes::routes(),
        notices::routes::routes(),
        bookmarks::routes::routes(),
        home::routes::routes(),
        feeds::routes::routes(),
        cohorts::routes::routes(),
        members::routes::routes(),
        moderation::routes::routes(),
        institutions::routes::routes(),
        watch::routes::routes(),
        search::routes::routes(),
        audit::routes::routes(),
        roles::routes::routes(),
        sign_in::routes::routes(),
        sign_in::demo_routes::routes(),
        sign_in::own_routes::routes(),
        sign_in::again_routes::routes(),
        sign_in::passkey::routes::routes(),
        sign_in::passkey::own_routes::routes(),
        sign_in::second::routes::routes(),
        sign_in::ways_routes::routes(),
        sign_in::second::own_routes::routes(),
        sign_in::second::desk_routes::routes(),
        invitations::desk_routes::routes(),
        invitations::page_routes::routes(),
        invitations::entry_routes::routes(),
        sso::routes::routes(),
        sso::own_routes::routes(),
        sso::saml::native::routes::routes(),
        sso::set_up_routes::routes(),
        sso::request_routes::routes(),
        sso::trial_routes::routes(),
        sso::desk_routes::routes(),
        scim::routes::routes(),
        scim::desk_routes::routes(),
        lti::routes::routes(),
        lti::pick_routes::routes(),
        lti::set_up_routes::routes(),
        lti::desk_routes::routes(),
        lti::course_routes::routes(),
        threads::own_routes::routes(),
        threads::drafts::list_routes::routes(),
        boards::routes::last_routes(),
    ];
    slices.into_iter().flatten().collect()
}

/// The limiters, shared by all workers.
pub type SharedLimits = web::Data<Limits>;

/// What is known of those who vouch for people, shared by all workers.
#[derive(Clone, Default)]
pub struct Providers {
    sign_on: web::Data<sso::known::Known>,
    platforms: web::Data<lti::keys::Keys>,
}

/// Builds the application of one worker.
pub fn app(
    site: Site,
    limits: SharedLimits,
    providers: Providers,
) -> App<
    impl actix_web::dev::ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    built(site, limits, providers, all())
}

/// Serves the one route of Shibboleth in front, on the socket of `saml.shibboleth_socket`; `None` where there is none. The
/// caller awaits it.
///
/// # Errors
/// If the socket cannot be listened on.
pub fn serve_behind_shibboleth(site: &Site, limits: &SharedLimits, providers: &Providers) -> Result<Option<Server>> {
    let Some(path) = &site.config.saml.shibboleth_socket else { return Ok(None) };
    let socket = sso::saml::socket::listen(path)?;
    let (site, limits, providers) = (site.clone(), limits.clone(), providers.clone());
    let server = HttpServer::new(move || {
        let routes = sso::saml::shibboleth_routes::routes();
        built(site.clone(), limits.clone(), providers.clone(), routes).wrap(from_fn(sso::saml::shibboleth_routes::only))
    });
    Ok(Some(server.workers(1).disable_signals().listen_uds(socket)?.run()))
}

fn built(
    site: Site,
    limits: SharedLimits,
    providers: Providers,
    routes: Vec<Entry>,
) -> App<
    impl actix_web::dev::ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let deadline = BodyDeadline(Duration::from_secs(site.config.server.body_seconds));
    let uploads = Uploads {
        folder: site.config.data.join("files"),
        largest: site.config.files.largest(),
        most: site.config.files.post_files,
    };
    App::new()
        .app_data(web::Data::new(site))
        .app_data(web::Data::new(deadline))
        .app_data(web::Data::new(uploads))
        .app_data(web::Data::new(Probe::default()))
        .app_data(limits)
        .app_data(providers.sign_on)
        .app_data(providers.platforms)
        .configure(|config| router::configure(routes, config))
        .default_service(web::to(absent))
        .wrap(from_fn(around))
}

/// What no route answers is as absent as what somebody may not see.
async fn absent() -> Result<HttpResponse> {
    Err(Error::NotFound)
}

/// Before: the host's institution, who asks, and where the connection stands. After: security headers, and the page
/// of an error in the institution's face.
async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let connection = request.conn_data::<Arc<Connection>>().cloned();
    if let Some(connection) = &connection {
        connection.begin();
    }
    let mut request = request;
    let mut admitted = admit(&request);
    if let Ok(Admitted::Which(host)) = admitted {
        admitted = which(&mut request, &host).await;
    }
    let response = match admitted {
        Ok(Admitted::Answered(response)) => request.into_response(response),
        // Nobody is left to be asked which.
        Ok(Admitted::Which(_)) => request.into_response(HttpResponse::from_error(Error::NotFound)),
        Ok(Admitted::Further) => further(request, next).await?,
        // `into_response` would forget the error, and with it the words for the reader.
        Err(error) => {
            let (request, _) = request.into_parts();
            let id = request_id(&request);
            count(&request, REFUSED, error.status());
            worded(ServiceResponse::new(request, HttpResponse::from_error(error)), &id)
        }
    };
    let (request, mut response) = response.into_parts();
    security::harden(response.status(), response.headers_mut());
    if let Some(connection) = &connection {
        if connection.is_closing() {
            response.head_mut().set_connection_type(ConnectionType::Close);
        }
        connection.end();
        response = pieces::paced(response, connection);
    }
    Ok(ServiceResponse::new(request, response))
}

/// Goes on to the route, under a name that every line of the log about it carries.
async fn further(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let id = request_id(request.request());
    let span = tracing::info_span!("request", %id, method = %request.method());
    let answered = next.call(request).instrument(span.clone()).await?.map_into_boxed_body();
    let answered = span.in_scope(|| worded(answered, &id));
    let route = answered.request().match_pattern();
    count(answered.request(), route.as_deref().unwrap_or(UNKNOWN), answered.status().as_u16());
    Ok(answered)
}

/// What is counted in place of a route where none was tried: the portal and other names of a house, refusals, and
/// addresses that no route has.
const ELSEWHERE: &str = "(elsewhere)";
const REFUSED: &str = "(refused)";
const UNKNOWN: &str = "(unknown)";

/// Counts an answer; a page that lay ready was counted when it was sent.
fn count(request: &HttpRequest, route: &str, status: u16) {
    if let Some(site) = request.app_data::<web::Data<Site>>() {
        site.meters.requests.count(request.method().as_str(), route, status);
    }
}

/// Puts the page of an error, in the institution's face, where there is only the error.
fn worded(answered: ServiceResponse<BoxBody>, id: &str) -> ServiceResponse<BoxBody> {
    let (request, response) = answered.into_parts();
    let response = match response.error().map(errors::of) {
        Some(error) => errors::page(&request, &error, id),
        None => response,
    };
    ServiceResponse::new(request, response)
}

/// What names a request in the log, and on the page of an error that is our own.
fn request_id(request: &HttpRequest) -> String {
    site_of(request).map_or_else(|_| "unknown".into(), |site| encode(site.new_id()))
}

/// The site, which every worker was given.
pub fn site_of(request: &HttpRequest) -> Result<web::Data<Site>> {
    request.app_data::<web::Data<Site>>().cloned().ok_or_else(|| Error::internal("a worker without a site"))
}
