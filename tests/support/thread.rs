//! Threads and posts, written by their verbs where a test is about something else than writing.

use actix_web::test::TestRequest;
use lyceum::db::ids::{PostId, ThreadId};
use lyceum::http::Viewer;
use lyceum::http::session::COOKIE;
use lyceum::sign_in::session;
use lyceum::threads::{model, reply, start};

use super::house::Member;
use super::node::Node;
use super::{Board, TestSite};

/// A thread.
#[derive(Clone)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// The address of its first page.
    pub path: String,
    node: Node,
}

impl TestSite {
    /// Starts a thread on one board or several; the first one is where it belongs.
    pub async fn thread(&self, by: &Member, boards: &[&Board], title: &str, body: &str) -> Thread {
        self.wait(1);
        let draft = start::Draft {
            title: title.to_owned(),
            body: body.to_owned(),
            boards: boards.iter().map(|board| board.id).collect(),
            key: String::new(),
            is_masked: false,
        };
        let author = by.id;
        let location = self.write(move |tx| start::start(tx, author, &draft)).await.unwrap();
        self.thread_at(&location)
    }

    /// The thread that an address leads to.
    pub fn thread_at(&self, location: &str) -> Thread {
        let path = location.split('#').next().unwrap();
        let id = path.split('/').nth(2).unwrap().parse().unwrap();
        Thread { id, path: path.to_owned(), node: self.node.clone() }
    }

    /// Replies to a thread; gives the post.
    pub async fn reply(&self, thread: &Thread, by: &Member, body: &str) -> PostId {
        self.wait(1);
        let (viewer, id) = (self.viewer(by).await, thread.id);
        let draft = reply::Draft { body: body.to_owned(), key: String::new(), is_masked: false };
        let location = self.write(move |tx| reply::post(tx, &viewer, id, &draft)).await.unwrap();
        location.rsplit("#p-").next().unwrap().parse().unwrap()
    }

    /// Replies until the thread has so many posts: `Post 2 of Ada`, `Post 3 of Ada`, …
    pub async fn grow(&self, thread: &Thread, by: &Member, height: i32) {
        let (viewer, id, name) = (self.viewer(by).await, thread.id, by.name.clone());
        self.wait(1);
        let grow = self.write(move |tx| {
            for number in model::by_id(tx.conn, id)?.post_count + 1..=height {
                let draft =
                    reply::Draft { body: format!("Post {number} of {name}"), key: String::new(), is_masked: false };
                reply::post(tx, &viewer, id, &draft)?;
            }
            Ok(())
        });
        grow.await.unwrap();
    }

    /// A member as the verbs see them: with a session of their own.
    pub async fn viewer(&self, member: &Member) -> Viewer {
        let id = member.id;
        let opened = self.write(move |tx| session::begin(tx, id, "command")).await.unwrap();
        let cookie = format!("{COOKIE}={}", opened.seal(&self.secret));
        let request = TestRequest::default().insert_header(("cookie", cookie)).to_http_request();
        let house = self.roster.by_host(&member.host).unwrap();
        let life = self.config.sign_in.session_seconds();
        Viewer::of(&request, house, &self.roster, &self.secret, life, self.now())
    }
}

impl Thread {
    /// The id of the post with a number.
    pub async fn post(&self, number: i32) -> PostId {
        let id = self.id;
        self.node.site.read(move |conn| model::post_numbered(conn, id, number)).await.unwrap()
    }

    /// The address of a page, from 1.
    pub fn page(&self, number: u32) -> String {
        if number == 1 { self.path.clone() } else { format!("{}{number}/", self.path) }
    }
}
