//! A chain that is moved with a backup, with the secret it was sealed under and without.

use lyceum::audit::fault::What;
use lyceum::audit::{kept, seal};
use lyceum::backup::proof::Backup;
use lyceum::backup::take::{Order, take};
use lyceum::backup::{Unwatched, restore};
use lyceum::config::Config;
use lyceum::db::Db;
use lyceum::files::Files;
use lyceum::site::clock::Clock;

use super::chain::{found, lines};
use crate::support::TestSite;
use crate::support::database::Database;
use crate::support::node::Node;
use crate::support::site::MORNING;

#[actix_web::test]
async fn a_restored_chain_holds_and_whoever_restored_it_vouches_for_what_another_secret_sealed() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 5).await;
    seal::seal(&site).await.unwrap();
    lines(&site, &house, 2).await;
    let file = site.folder().join("site.backup");
    let order = Order { file: file.clone(), may_replace: false, now: MORNING };
    take(&site.db, &site.files, &order, &Unwatched).unwrap();

    for has_secret in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::empty(folder.path());
        let mut backup = Backup::open(&file).unwrap();
        backup.prove(&Unwatched).unwrap();
        let (db, files) = (Db::open(&database.url, 1).unwrap(), Files::open(folder.path()).unwrap());
        restore::restore(&mut backup, &db, &files, MORNING, &Unwatched).unwrap();
        if has_secret {
            std::fs::copy(site.folder().join("secret.key"), folder.path().join("secret.key")).unwrap();
        }
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        config.database.url = database.url.clone();
        let node = Node::open(config, Clock::at(MORNING), false).await;
        let before: Vec<_> = found(&node.site).faults.iter().map(|fault| fault.what).collect();
        let expected: &[What] = if has_secret { &[] } else { &[What::Foreign, What::Inserted, What::Inserted] };
        assert_eq!(before, expected, "nobody has vouched for it yet");
        seal::vouch(&node.site).await.unwrap();
        let after = found(&node.site);
        assert!(after.is_whole() && (after.sealed, after.waiting) == (8, 0), "{after:?}");

        let altered = node.site.db.write_at_length(|conn| {
            diesel::connection::SimpleConnection::batch_execute(conn, "UPDATE audit SET verb = 'x' WHERE number = 2")?;
            let kept = kept::read(&node.site.config.data, &node.site.secret.audit)?;
            lyceum::audit::verify::verify(conn, &node.site.secret.audit, kept.as_ref())
        });
        let altered = altered.unwrap().faults;
        assert_eq!((altered.len(), altered[0].number, altered[0].what), (1, Some(2), What::Altered));
    }
}
