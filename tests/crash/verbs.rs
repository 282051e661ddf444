//! What commands do, and the worker: by the same functions that they call.

use std::fs::File;
use std::io::Cursor;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lyceum::boards::add::NewBoardOf;
use lyceum::cli::import::{self as mail, import};
use lyceum::cohorts::add::NewCohort;
use lyceum::error::{Error, Result};
use lyceum::institutions::add::NewHouse;
use lyceum::intake::import::Order;
use lyceum::intake::judge::Terms;
use lyceum::members::add::NewMember;
use lyceum::members::profile::Draft;
use lyceum::pages::stitch::Effort;
use lyceum::roster::{CohortRole, Role};
use lyceum::sign_in::second::reset::reset;
use lyceum::sign_in::{link, session};
use lyceum::site::Site;
use lyceum::{boards, cohorts, files, institutions, intake, members, worker};

use super::deed::Again::{Another, Once};
use super::deed::{Answer, Deed};
use super::rounds::work;
use super::world::World;

/// Commands about who there is.
pub fn people(world: &World) -> Vec<Deed> {
    let (house, olga, anna, ben, sam, mo) =
        (world.house.id, world.id("olga"), world.id("anna"), world.id("ben"), world.id("sam"), world.id("mo"));
    let (spring, autumn) = (world.spring.id, world.autumn);
    vec![
        Deed::verb("institution add", Once, |site| async move {
            let new = NewHouse { slug: "eastbridge".into(), name: "Eastbridge".into(), ..NewHouse::default() };
            let new = NewHouse { host: "eastbridge.localhost".into(), ..new };
            site.write(move |tx| institutions::add::add(tx, new)).await.map(drop)
        }),
        Deed::verb("member add", Once, move |site| async move {
            let new = NewMember { name: "Nia".into(), email: "nia@northfield.example".into(), ..NewMember::default() };
            site.write(move |tx| members::add::add(tx, house, new)).await.map(drop)
        }),
        Deed::verb("member import", Once, move |site| async move {
            let order =
                Order { house, map: Vec::new(), terms: Terms::default(), is_dry_run: false, leavers: true, most: 20 };
            let list =
                b"external_id,name,email,cohort,role\ns1,Pia,pia@old.example,spring,mentee\ns2,Mia,mia@old.example,,\n";
            intake::import::import(&site, order, list).await.map(drop)
        }),
        Deed::verb("member grant", Another, move |site| async move {
            site.write(move |tx| members::grant::grant(tx, olga, Role::Coordinator, None)).await
        }),
        Deed::verb("member grant --revoke", Another, move |site| async move {
            site.write(move |tx| members::grant::take_back(tx, anna, Role::Admin, None)).await
        }),
        Deed::verb("member suspend", Another, move |site| async move {
            site.write(move |tx| members::suspend::suspend(tx, ben, None, "asked for it")).await
        }),
        Deed::verb("member restore", Another, move |site| async move {
            site.write(move |tx| members::suspend::restore(tx, sam, None, "a mistake")).await
        }),
        Deed::verb("member sign-in-link", Another, move |site| async move {
            let made = site.write(move |tx| {
                tx.audit(house, None, "sign-in.link", olga, "command")?;
                link::make(tx, olga, "/")
            });
            made.await.map(drop)
        }),
        Deed::verb("member reset-second-factor", Once, move |site| async move {
            site.write(move |tx| reset(tx, mo, None, "lost it")).await.map(drop)
        }),
        Deed::verb("session new", Another, move |site| async move {
            site.write(move |tx| session::begin(tx, olga, "command")).await.map(drop)
        }),
        Deed::verb("cohort add", Once, move |site| async move {
            let new = NewCohort { slug: "winter".into(), name: "Winter".into(), ..NewCohort::default() };
            let new = NewCohort { state: "planned".into(), starts_on: "2027-12-01".into(), ..new };
            site.write(move |tx| cohorts::add::add(tx, house, new)).await.map(drop)
        }),
        Deed::verb("cohort enrol", Once, move |site| async move {
            site.write(move |tx| cohorts::enrol::enrol(tx, autumn, olga, CohortRole::Mentee, None)).await
        }),
        Deed::verb("cohort enrol, in another role", Once, move |site| async move {
            site.write(move |tx| cohorts::enrol::enrol(tx, spring, ben, CohortRole::Mentor, None)).await
        }),
        Deed::verb("the calendar begins a cohort", Once, |site| async move { worker::fall_due(&site).await })
            .after(86_400),
    ]
}

/// Commands about what there is to read, and what the worker does for it.
pub fn places(world: &World, archive: PathBuf) -> Vec<Deed> {
    let (house, commons, spring) = (world.house.id, world.commons.id, world.spring.id);
    let ada = world.id("ada");
    // Her name stands on every page that she wrote on: most of them are left to the worker.
    let renamed = Deed::verb("a new name", Once, move |site| async move {
        let draft = Draft { name: "Ada Lovelace".into(), time_zone: "UTC".into(), ..Draft::default() };
        site.write(move |tx| members::profile::change(tx, ada, &draft)).await
    });
    vec![
        Deed::verb("board add", Once, move |site| async move {
            let new = NewBoardOf { slug: "news".into(), name: "News".into(), audience: "cohorts".into(), ..plain() };
            let new = NewBoardOf { cohorts: vec![spring], ..new };
            site.write(move |tx| boards::add::add(tx, house, new)).await.map(drop)
        }),
        Deed::verb("board audience", Another, move |site| async move {
            site.write(move |tx| boards::change::set_audience(tx, commons, "institution", &[])).await
        }),
        Deed::verb("import mbox", Once, move |site| {
            let paths = vec![archive.clone()];
            async move {
                let house = site.roster.institution(house).ok_or(Error::NotFound)?;
                let order = mail::Order { house, board: commons, paths, is_dry_run: false };
                import(&site, &order, Box::new(std::io::empty())).await.map(drop)
            }
        }),
        Deed::verb("rebuild, of three pages", Once, move |site| async move {
            let (mut pages, of) = (site.expected(house).await?, site.clone());
            pages.truncate(3);
            let made = tokio::task::spawn_blocking(move || of.make_every(&pages, Effort::Quick, &|| ()));
            made.await.map_err(Error::internal)??;
            site.write_down().await
        }),
        Deed::verb("the worker makes what is late", Once, |site| async move { work(&site).await }).on(renamed),
        Deed::verb("a file is kept", Once, keep_a_file),
        Deed::verb("files that nobody needs are swept", Once, |site| async move { worker::sweep_files(&site).await })
            .on(Deed::verb("two days ago", Once, leave_a_file)),
        reading(world),
    ]
}

/// Somebody reads on, and their mark moves in memory.
fn reading(world: &World) -> Deed {
    let (path, (browser, _)) = (world.talk.path.clone(), world.browser("ben"));
    Deed::new("a thread is read", Once, move |node| {
        let (browser, path) = (browser.apart().of(node), path.clone());
        Box::pin(async move {
            match browser.get(&path).await.status {
                200 => Answer::Done,
                _ => Answer::Failed(None),
            }
        })
    })
}

async fn keep_a_file(site: Site) -> Result<()> {
    let (of, now) = (site.clone(), site.now());
    let kept = tokio::task::spawn_blocking(move || of.files.keep(Cursor::new(b"a file"), 100));
    let kept = kept.await.map_err(Error::internal)??;
    site.db.write(move |conn| files::model::refer(conn, kept, "post 1", now)).await
}

/// A file that was kept two days ago, and that nothing has referred to since.
async fn leave_a_file(site: Site) -> Result<()> {
    let (kept, now) = (site.files.keep(Cursor::new(b"a file"), 100)?, site.now().plus_seconds(-2 * 86_400));
    let hash = kept.hash.to_string();
    let (shelf, name) = hash.split_at(2);
    let file = File::options().append(true).open(site.config.data.join("files").join(shelf).join(name))?;
    file.set_modified(SystemTime::now() - Duration::from_secs(2 * 86_400))?;
    let change = site.db.write(move |conn| {
        files::model::refer(conn, kept, "post 1", now)?;
        files::model::release(conn, "post 1", now)
    });
    change.await
}

fn plain() -> NewBoardOf {
    NewBoardOf { start: "everyone".into(), reply: "everyone".into(), ..NewBoardOf::default() }
}
