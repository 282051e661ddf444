//! One process of a site as tests see it: the site and its real router, called without a socket.

use std::pin::Pin;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::test::{TestRequest, init_service};
use actix_web::web;
use lyceum::config::Config;
use lyceum::effects::AllEffects;
use lyceum::http::limits::Limits;
use lyceum::routes;
use lyceum::site::Site;
use lyceum::site::clock::Clock;

type Answer = Pin<Box<dyn Future<Output = Result<ServiceResponse<BoxBody>, actix_web::Error>>>>;

/// A site and the way to ask it; clones are the same process.
#[derive(Clone)]
pub struct Node {
    /// The site.
    pub site: Site,
    /// The clock, which all processes of a test share.
    pub clock: Clock,
    /// The limiters, which the worker tidies.
    pub limits: routes::SharedLimits,
    router: Rc<dyn Fn(TestRequest) -> Answer>,
}

impl Node {
    /// Opens the site that `config` names.
    pub async fn open(config: Config, clock: Clock, is_demo: bool) -> Self {
        Self::of(Site::open(config, clock.clone(), Box::new(AllEffects), is_demo).await.unwrap(), clock).await
    }

    /// The router of a site that is open.
    pub async fn of(site: Site, clock: Clock) -> Self {
        let limits = web::Data::new(Limits::new(&site.config.limits));
        let service =
            Rc::new(init_service(routes::app(site.clone(), limits.clone(), routes::Providers::default())).await);
        let router = move |request: TestRequest| -> Answer {
            let service = service.clone();
            Box::pin(async move { service.call(request.to_request()).await })
        };
        Self { site, clock, limits, router: Rc::new(router) }
    }

    /// Asks the router.
    pub async fn ask(&self, request: TestRequest) -> ServiceResponse<BoxBody> {
        (self.router)(request).await.unwrap()
    }
}
