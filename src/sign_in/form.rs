//! The sign-in page: its two forms, and the cookie that a visitor's form token belongs to.

use std::net::IpAddr;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse};

use super::view::{ProviderView, SignInView};
use super::{demo, device};
use crate::error::{Message, Problems, Result};
use crate::http::csrf::FORM_COOKIE;
use crate::http::secret;
use crate::http::session::{COOKIE, Session};
use crate::http::{FormBody, Viewer, viewer};
use crate::roster::SignOn;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text;
use crate::theme::view::{FormView, NoticeView, ProblemView};

/// What the head of the sign-in pages says.
pub const PUBLIC: Around<'static> = Around { audience: "public", current: "" };

/// A visitor's form token and the cookie it belongs to; the cookie is set where it was not there yet.
pub fn visitor_token(site: &Site, request: &HttpRequest) -> Result<(String, Option<Cookie<'static>>)> {
    if let Some(value) = viewer::cookie(request, FORM_COOKIE).filter(|value| value.len() == 32) {
        return Ok((site.secret.form_token(value.as_bytes()), None));
    }
    let value = secret::token()?;
    let token = site.secret.form_token(value.as_bytes());
    Ok((token, Some(cookie(FORM_COOKIE, value))))
}

/// A cookie for this host alone, out of reach of scripts and of other sites' forms.
pub fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

/// The cookie of a session.
pub fn session_cookie(site: &Site, session: &Session) -> Cookie<'static> {
    let mut cookie = cookie(COOKIE, session.seal(&site.secret));
    let life = session.expires_at.seconds_since(site.now());
    cookie.set_max_age(actix_web::cookie::time::Duration::seconds(life));
    cookie
}

/// The answer, with the cookie of the session under its new id.
pub fn renewed(site: &Site, answer: HttpResponse, session: &Session) -> Result<HttpResponse> {
    let mut answer = answer;
    answer.add_cookie(&session_cookie(site, session)).map_err(crate::error::Error::internal)?;
    Ok(answer)
}

/// The cookie that takes a session's place when it has ended.
pub fn no_session() -> Cookie<'static> {
    no_cookie(COOKIE)
}

/// What makes a browser forget a cookie.
pub fn no_cookie(name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(name, String::new());
    cookie.set_max_age(actix_web::cookie::time::Duration::ZERO);
    cookie
}

/// The address that limits are counted by: the client's own, or what a trusted proxy says it is. IPv6 is counted by
/// its /64, which is one household's.
pub fn client(site: &Site, request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let said = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // What comes over a socket in the file system has no address, and there a proxy alone can speak.
    let is_trusted = peer.is_none_or(|peer| site.config.server.trusted_proxies.contains(&peer));
    let told = said.filter(|_| is_trusted).and_then(|said| said.rsplit(',').next()?.trim().parse().ok());
    let address: IpAddr = told.or(peer)?;
    Some(match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => {
            let segments = long.segments();
            IpAddr::from([segments[0], segments[1], segments[2], segments[3], 0, 0, 0, 0])
        }
    })
}

/// In what somebody comes, by name; empty where it does not say.
pub fn device(request: &HttpRequest) -> String {
    let said = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
    said.map(device::name).unwrap_or_default()
}

/// What the page is to say.
#[derive(Debug, Default)]
pub struct Saying {
    /// Problems of the link's form.
    pub link: Problems,
    /// Problems of the password's form.
    pub password: Problems,
    /// What came of the last action, as a key of a message.
    pub notice: Option<&'static str>,
    /// By which provider the session began that was ended, by its short name: at the provider there is still one.
    pub still_in_at: Option<String>,
    /// Which provider of sign-on does not answer, by its name: the others, and the other ways, are still there.
    pub is_away: Option<String>,
    /// The address that somebody typed on the portal: it is filled in, and goes along to a provider.
    pub hint: String,
}

fn notice(site: &Site, viewer: &Viewer, saying: &Saying) -> Option<NoticeView> {
    let away = saying.is_away.as_ref().map(|name| ("bad", Message::new("sign-in-provider-away").with("name", name)));
    let (tone, message) = away.or_else(|| saying.notice.map(|key| ("ok", Message::new(key))))?;
    Some(NoticeView { tone: tone.into(), text: site.words.message(viewer.language(), &message) })
}

fn provider(way: &SignOn, to: &str, hint: &str) -> ProviderView {
    let hint = if hint.is_empty() { String::new() } else { format!("&login_hint={}", text::percent(hint)) };
    let logo = way.logo.as_ref().map(|hash| format!("/sso/{}/logo/{hash}", way.slug)).unwrap_or_default();
    ProviderView {
        name: way.name.clone(),
        href: format!("/sso/{}/start?to={}{hint}", way.slug, text::percent(to)),
        logo,
    }
}

/// Shows the page.
pub fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    typed: &FormBody,
    to: &str,
    saying: &Saying,
) -> Result<HttpResponse> {
    let (csrf, new_cookie) = visitor_token(site, request)?;
    let form = |problems: &Problems| FormView {
        csrf: csrf.clone(),
        key: String::new(),
        problems: problems
            .0
            .iter()
            .map(|(field, message)| ProblemView {
                field: (*field).to_owned(),
                text: site.words.message(viewer.language(), message),
            })
            .collect(),
    };
    let view = SignInView {
        link_form: form(&saying.link),
        password_form: form(&saying.password),
        notice: notice(site, viewer, saying),
        still_in_at: viewer.institution.sign_on.iter().find(|way| Some(&way.slug) == saying.still_in_at.as_ref()).map(
            |way| ProviderView {
                name: way.name.clone(),
                href: format!("/sso/{}/sign-out", way.slug),
                logo: String::new(),
            },
        ),
        to: to.to_owned(),
        email: typed.get("email").to_owned(),
        username: typed.get("username").to_owned(),
        providers: viewer.institution.sign_on.iter().map(|way| provider(way, to, &saying.hint)).collect(),
        has_mail: site.config.mail.is_set(),
        is_demo: demo::exists(site, request.peer_addr().map(|peer| peer.ip())).is_ok(),
    };
    let status = match saying {
        Saying { is_away: Some(_), .. } => 503,
        saying if saying.link.0.is_empty() && saying.password.0.is_empty() => 200,
        _ => 422,
    };
    let mut response = site.made(request, viewer, status, PUBLIC, &view)?;
    if let Some(cookie) = new_cookie {
        response.add_cookie(&cookie).map_err(crate::error::Error::internal)?;
    }
    Ok(response)
}
