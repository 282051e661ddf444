//! A board of several pages is one list, wherever one begins to count.

use lyceum::db::events::BoardEvent;
use lyceum::db::ids::{PostId, ThreadId, Time};
use lyceum::threads::model::{self, Post, Stand, Thread};

use crate::support::{Scene, TestSite};

const THREADS: i64 = 230;

/// Puts threads on the scene's board, by Ada, each active a second after the one before; every hundredth is pinned.
async fn fill(scene: &Scene) {
    let (board, author, house) = (scene.ask.id, scene.person("ada").id, scene.house.id);
    let fill = scene.site.write(move |tx| {
        for number in 1..=THREADS {
            let (id, post) = (ThreadId(tx.id()), PostId(tx.id()));
            let at = Time(tx.now.0 - (THREADS - number) * Time::SECOND);
            let thread = Thread {
                id,
                institution_id: house,
                first_board_id: board,
                by: author.into(),
                title: format!("Question {number}"),
                slug: format!("question-{number}"),
                language: "en".into(),
                state: "visible".into(),
                post_count: 1,
                started_at: at,
                last_post_id: post,
                last_by: author.into(),
                last_active_at: at,
                locked_at: None,
                topic: String::new(),
                is_answer_first: false,
            };
            model::insert(tx.conn, &thread)?;
            model::insert_post(tx.conn, &Post { id: post, thread_id: id, ..words(author, at) })?;
            let is_pinned = number % 100 == 0;
            let (thread_id, board_id) = (id, board);
            let stand = Stand { thread_id, board_id, added_at: at, is_listed: true, is_pinned, last_active_at: at };
            model::insert_stand(tx.conn, &stand)?;
        }
        lyceum::boards::model::recount(tx.conn, board)?;
        tx.record(BoardEvent::Changed { board }).map(drop)
    });
    fill.await.unwrap();
}

fn words(author: lyceum::db::ids::MemberId, at: Time) -> Post {
    Post {
        id: PostId(0),
        thread_id: ThreadId(0),
        number: 1,
        by: author.into(),
        state: "published".into(),
        format: "markdown".into(),
        language: "en".into(),
        body_source: "Words.".into(),
        body_html: "<p>Words.</p>".into(),
        renderer: lyceum::text::RENDERER,
        created_at: at,
        edited_at: None,
        edit_reason: String::new(),
        edited_by: None,
        hidden_at: None,
        hidden_by: None,
        hidden_reason: String::new(),
    }
}

#[actix_web::test]
async fn every_thread_of_a_long_board_stands_on_one_page_and_in_its_order() {
    let scene = Scene::on(TestSite::with(|settings| settings.is_compared = false).await).await;
    scene.site.wait(1_000);
    fill(&scene).await;
    let ada = scene.as_member("ada").await;
    let mut listed = Vec::new();
    for page in 1..=5 {
        let path = if page == 1 { scene.ask.path() } else { format!("{}{page}/", scene.ask.path()) };
        let page = ada.get(&path).await;
        let links = page.is(200).attrs_of("main .rows a[href^='/t/']", "href");
        let named = links.iter().filter_map(|href| href.trim_end_matches('/').rsplit_once("question-"));
        listed.extend(named.map(|(_, number)| number.parse::<i64>().unwrap()));
    }
    let rest = (1..=THREADS).rev().filter(|number| number % 100 != 0);
    assert_eq!(listed, [200, 100].into_iter().chain(rest).collect::<Vec<_>>());
    ada.get(&format!("{}6/", scene.ask.path())).await.is(404);
}
