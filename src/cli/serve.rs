//! `lyceum serve`: the site, its worker, and a graceful end.

use std::net::{TcpListener, ToSocketAddrs};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::http::KeepAlive;
use actix_web::{HttpServer, web};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::arguments::Place;
use super::{demo, opening};
use crate::error::{Error, Result};
use crate::http::connections::Connections;
use crate::http::limits::Limits;
use crate::sign_in::second::stricter;
use crate::site::Site;
use crate::watch::routes::serve_metrics;
use crate::{routes, worker};

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Fill an empty data folder with the demonstration first
    #[arg(long)]
    pub demo: bool,
    /// Size of the demonstration
    #[arg(long, default_value = "s", value_parser = demo::SIZES)]
    pub size: String,
    /// Address and port
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

/// How long requests that are under way may take when the process is asked to stop, from then on.
const PATIENCE: Duration = Duration::from_secs(11);
/// How long the worker's tasks have after that, all together: with what else there is to do it ends within 15 s.
const TASKS: Duration = Duration::from_secs(2);
/// After how long something is tried again that a start was to do.
const AGAIN: Duration = Duration::from_secs(10);
/// How long clients are told before the door is closed: long enough for each that is at work to hear of it, and for a
/// proxy that looks twice a second.
const LAST_CALL: Duration = Duration::from_secs(2);

/// Runs the site until the process is asked to stop.
pub async fn run(place: &Place, serve: Serve) -> Result<bool> {
    let mut config = opening::config(place)?;
    if let Some(listen) = serve.listen {
        config.server.listen = listen;
    }
    if serve.demo {
        // A demonstration is for one machine and many tries, not for strangers.
        config.limits.sign_in_per_minute = config.limits.sign_in_per_minute.max(60);
        config.limits.writes_per_minute = config.limits.writes_per_minute.max(600);
    }
    opening::data_folder(&config)?;
    let mut held = opening::hold(&config)?;
    let mut site = opening::open(config.clone(), serve.demo).await?;
    if serve.demo {
        if site.roster.institutions().is_empty() {
            site.close().await?;
            demo::fill_apart(&config, place, &serve.size)?;
            site = opening::open(config, true).await?;
        }
        demo::introduce(&site);
    }
    if site.distrust_after_cut().await? {
        tracing::warn!("the last server was cut off with the machine: every page is looked at again");
    }
    end_weak_sessions(&site).await;
    listen(&site, &mut held).await?;
    site.close().await?;
    site.rest_in_peace()?;
    Ok(true)
}

/// What a stricter setting ends. A disk that is full keeps no site from starting, nor does what cannot be written on it: it
/// is tried again until it is done.
async fn end_weak_sessions(site: &Site) {
    if !ended_weak_sessions(site).await {
        let site = site.clone();
        actix_web::rt::spawn(async move {
            while !ended_weak_sessions(&site).await {
                tokio::time::sleep(AGAIN).await;
            }
        });
    }
}

async fn ended_weak_sessions(site: &Site) -> bool {
    match stricter::end_weak_sessions(site).await {
        Ok(0) => true,
        Ok(members) => {
            tracing::warn!(members, "two factors are needed now: sessions that began by one have ended");
            true
        }
        Err(cause) => {
            tracing::error!(%cause, "sessions that began by one factor cannot be ended yet; it is tried again");
            false
        }
    }
}

async fn listen(site: &Site, held: &mut opening::Held) -> Result<()> {
    let settings = site.config.server.clone();
    let limits = web::Data::new(Limits::new(&site.config.limits));
    let connections = Connections::default();
    let (of_app, shared, noting) = (site.clone(), limits.clone(), connections.clone());
    let providers = routes::Providers::default();
    let front = providers.clone();
    let doors = doors(&settings.listen)?;
    let mut server = HttpServer::new(move || routes::app(of_app.clone(), shared.clone(), providers.clone()))
        .workers(settings.workers)
        // Slow heads and idle connections are cut by one look a second (http/connections.rs); a timer of actix's own for
        // every request would cost as much as finding the page.
        .client_request_timeout(Duration::ZERO)
        .keep_alive(KeepAlive::Os)
        .disable_signals()
        .shutdown_timeout(1)
        .on_connect(move |io, extensions| noting.opened(io, extensions));
    for door in &doors {
        server = server.listen(door.try_clone()?)?;
    }
    let server = server.run();
    end_when_asked(server.handle(), doors, connections.clone())?;
    let metrics = serve_metrics(site)?.map(|(server, addresses)| {
        tracing::info!(?addresses, "metrics");
        server
    });
    let beside = [metrics, routes::serve_behind_shibboleth(site, &limits, &front)?];
    let beside = beside.map(|server| server.map(|server| (server.handle(), actix_web::rt::spawn(server))));
    held.note(&settings.listen);
    let (stop, stopping) = watch::channel(false);
    let tasks = worker::start(site, &limits, &connections, &stopping)?;
    tracing::info!(listen = settings.listen, workers = settings.workers, "serving");
    server.await?;
    // Requests are done; what they left for later is written down before the process ends.
    site.pulse.end();
    let _ = stop.send(true);
    finish(tasks).await;
    for (handle, serving) in beside.into_iter().flatten() {
        handle.stop(false).await;
        serving.await.map_err(Error::internal)??;
    }
    Ok(())
}

/// Waits for the tasks, and breaks off those that a mail server or a database keeps waiting: they do their work again.
async fn finish(tasks: Vec<JoinHandle<()>>) {
    let until = tokio::time::Instant::now() + TASKS;
    for mut task in tasks {
        match tokio::time::timeout_at(until, &mut task).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::error!(%cause, "a task of the worker failed at the end"),
            Err(_) => task.abort(),
        }
    }
}

/// Listens on every address that a name stands for.
fn doors(address: &str) -> Result<Vec<TcpListener>> {
    let refused = |cause| Error::internal(format!("{address} cannot be listened on: {cause}"));
    let open = |at| -> std::io::Result<TcpListener> {
        let door = TcpListener::bind(at)?;
        rustix::net::listen(&door, 1_024)?;
        Ok(door)
    };
    address.to_socket_addrs().map_err(refused)?.map(open).collect::<std::io::Result<_>>().map_err(refused)
}

/// SIGTERM lets what is under way come to its end; SIGINT, a person at a terminal, does not wait.
fn end_when_asked(server: ServerHandle, doors: Vec<TcpListener>, connections: Connections) -> Result<()> {
    let (mut asked, mut pressed) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    actix_web::rt::spawn(async move {
        let may_finish = tokio::select! {
            _ = asked.recv() => true,
            _ = pressed.recv() => false,
        };
        tracing::info!(may_finish, "asked to stop");
        if may_finish {
            see_out(&server, &doors, &connections).await;
        }
        server.stop(may_finish).await;
    });
    Ok(())
}

/// Tells every client that its connection ends, then lets nobody in, then waits until all have their answers.
async fn see_out(server: &ServerHandle, doors: &[TcpListener], connections: &Connections) {
    let begun = Instant::now();
    connections.close();
    tokio::time::sleep(LAST_CALL).await;
    // Whoever is not let in any more is to be refused by the system, and not kept waiting for a process that ends.
    server.pause().await;
    for door in doors {
        if let Err(cause) = rustix::net::shutdown(door, rustix::net::Shutdown::Read) {
            tracing::warn!(%cause, "the door does not close");
        }
    }
    while connections.count() > 0 && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
