//! Two who see to one page at once, and a roster that is told what it knows: what memory holds is what lies in the folder.

use std::time::{Duration, Instant};

use lyceum::pages::stitch::Effort;

use crate::support::Scene;

#[actix_web::test]
async fn a_page_that_is_made_while_it_is_taken_out_lies_in_the_folder_or_is_known_not_to() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    let site: lyceum::site::Site = scene.site.clone();
    let house = site.roster.institution(scene.house.id).unwrap();
    let page = site.key(&house, format!("/t/{}/", thread.id));
    let make = || {
        site.store.forget(&page, 0);
        site.make(&page, 1, Effort::Quick).unwrap().unwrap()
    };
    let (begun, version) = (Instant::now(), make().version);
    let whole = begun.elapsed();
    // Taken out at every moment of the making, one after the other.
    for moment in 0..300 {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_micros(300) + whole * moment / 300);
                site.withdraw(&page, version).unwrap();
            });
            make();
        });
        let (is_known, lies) = (site.store.in_memory(&page), site.store.on_disk(&page));
        assert!(is_known.is_none() || lies.is_some(), "after {moment} of 300: nobody would ever make it again");
    }
    make();
    scene.site.done().await;
}

#[actix_web::test]
async fn what_a_process_hears_of_that_it_knows_already_makes_no_page_wrong() {
    let scene = Scene::new().await;
    let before = scene.site.roster.changes();
    let (site, ada, spring, ask) = (scene.site.clone(), scene.person("ada").id, scene.spring.id, scene.ask.id);
    let again = scene.site.read(move |conn| {
        site.roster.moving().reload_member(conn, ada)?;
        site.roster.moving().reload_enrolment(conn, ada, spring)?;
        site.roster.moving().reload_board(conn, ask)
    });
    again.await.unwrap();
    assert_eq!(scene.site.roster.changes(), before, "nothing is otherwise, so nothing is drawn again");
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    assert!(scene.site.roster.changes() > before, "a change is one");
}
