//! A rebuild that was interrupted goes on where it was, and only then.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lyceum::site::Rebuilt;

use crate::support::Scene;

/// Rebuilds until so many pages were begun, as if the process had been killed there.
async fn interrupted_after(scene: &Scene, most: usize) {
    let begun = Arc::new(AtomicUsize::new(0));
    let step = move || assert!(begun.fetch_add(1, Ordering::Relaxed) < most, "the test ends it here");
    scene.site.rebuild(scene.house.id, |_| step).await.unwrap_err();
    scene.site.write_down().await.unwrap();
}

async fn rebuilt(scene: &Scene) -> Rebuilt {
    scene.site.rebuild(scene.house.id, |_| || ()).await.unwrap()
}

#[actix_web::test]
async fn an_interrupted_rebuild_goes_on_and_a_finished_one_begins_anew() {
    let scene = Scene::new().await;
    scene.site.settled().await;
    let all = rebuilt(&scene).await;
    assert_eq!(all.left, 0);
    assert!(all.made > 8, "too few pages to interrupt: {all:?}");

    interrupted_after(&scene, 5).await;
    let rest = rebuilt(&scene).await;
    assert!(rest.left > 0, "nothing was gone on with: {rest:?}");
    assert_eq!(rest.made + rest.left, all.made);
    assert_eq!(rebuilt(&scene).await, all, "the round was ended");
}

#[actix_web::test]
async fn a_rebuild_that_was_interrupted_long_ago_is_not_gone_on_with() {
    let scene = Scene::new().await;
    scene.site.settled().await;
    interrupted_after(&scene, 5).await;
    scene.site.wait(25 * 3_600);
    assert_eq!(rebuilt(&scene).await.left, 0);
}
