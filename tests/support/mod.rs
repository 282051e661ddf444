//! What the tests are written with: a site of their own, people who live on it, and browsers that drive the real router.
//!
//! ```ignore
//! let site = TestSite::new().await;
//! let house = site.institution("northfield").await;
//! let spring = house.cohort("spring").mentor("ruth").mentee("ada").await;
//! let ask = house.board("ask").for_cohort(&spring).await;
//! let ruth = site.browser().as_member(&house.person("ruth")).await;
//! ruth.get("/b/ask/").await.is(200).shows("Nobody has written here yet");
//! ```
//!
//! When the site is dropped it checks its own house: every effect has run, every stored page is what a fresh render
//! gives, and no letter was queued that the test did not look at.

pub mod board;
pub mod browser;
pub mod cohort;
pub mod database;
pub mod device;
pub mod form;
pub mod house;
pub mod letters;
pub mod node;
pub mod page;
pub mod phone;
pub mod pool;
pub mod post_office;
pub mod provider;
pub mod scene;
pub mod site;
pub mod text;
pub mod thread;

pub use board::Board;
pub use browser::Browser;
pub use cohort::Cohort;
pub use device::Device;
pub use house::{House, Member};
pub use page::Page;
pub use phone::Phone;
pub use post_office::PostOffice;
pub use provider::{Person, Provider};
pub use scene::Scene;
pub use site::TestSite;
pub use thread::Thread;
