//! The scene that most tests begin with: one cohort with everybody in it, its board, and a question on it.

use super::{Board, Browser, Cohort, House, Member, TestSite, Thread};

/// What the question is called.
pub const TITLE: &str = "How do I begin?";
/// What it says.
pub const BODY: &str = "I have tried *twice* and nobody answered.";

/// Northfield with the cohort Spring: Ruth mentors Ada and Ben, Helen coordinates, Mo keeps order. Olga is a member of
/// Northfield and not of the cohort. Ada has asked [`TITLE`] on the board Ask.
pub struct Scene {
    /// The site.
    pub site: TestSite,
    /// Northfield.
    pub house: House,
    /// Spring.
    pub spring: Cohort,
    /// Ask.
    pub ask: Board,
    /// Ada's question.
    pub thread: Thread,
}

impl Scene {
    /// Sets it.
    pub async fn new() -> Self {
        Self::on(TestSite::new().await).await
    }

    /// Sets it on a site of the caller's making.
    pub async fn on(site: TestSite) -> Self {
        let house = site.institution("northfield").await;
        house.member("olga").await;
        let spring = house
            .cohort("spring")
            .mentor("ruth")
            .mentee("ada")
            .mentee("ben")
            .coordinator("helen")
            .moderator("mo")
            .await;
        let ask = house.board("ask").for_cohort(&spring).await;
        let thread = site.thread(&house.person("ada"), &[&ask], TITLE, BODY).await;
        Self { site, house, spring, ask, thread }
    }

    /// Somebody of the scene.
    pub fn person(&self, username: &str) -> Member {
        self.house.person(username)
    }

    /// The browser of somebody of the scene, signed in.
    pub async fn as_member(&self, username: &str) -> Browser {
        self.site.browser().as_member(&self.person(username)).await
    }

    /// The browser of somebody who is not signed in.
    pub fn as_visitor(&self) -> Browser {
        self.site.browser()
    }
}
