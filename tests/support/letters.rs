//! The letters that wait in the queue, as their recipients would read them.

use diesel::prelude::*;
use lyceum::db::deliveries::Delivery;
use lyceum::db::schema::deliveries;
use lyceum::mail::written;
use lyceum::site::Site;

use super::TestSite;
use super::node::Node;

/// A letter.
#[derive(Debug)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its part in HTML, or its text in HTML where it has none.
    pub html: String,
    /// All of it, as it would leave.
    pub raw: String,
}

impl Letter {
    /// The only web address in it.
    pub fn link(&self) -> &str {
        let mut links = self.text.split_whitespace().filter(|word| word.starts_with("http"));
        let link = links.next().expect("a letter with a link");
        assert_eq!(links.next(), None, "one letter, one link");
        link
    }

    /// The path of that address.
    pub fn path(&self) -> &str {
        let (_, rest) = self.link().split_once("://").unwrap();
        &rest[rest.find('/').unwrap()..]
    }
}

impl TestSite {
    /// The letters to an address, oldest first. Letters that nobody looks at fail the test.
    pub async fn mail_to(&self, address: &str) -> Vec<Letter> {
        self.mail_as(&self.node, address).await
    }

    /// The same, as another process would send them.
    pub async fn mail_as(&self, node: &Node, address: &str) -> Vec<Letter> {
        let site = &node.site;
        self.seen_mail.borrow_mut().insert(address.to_owned());
        let wanted = address.to_owned();
        let found: Vec<Delivery> = self
            .read(move |conn| {
                let own = deliveries::table.filter(deliveries::recipient.eq(wanted));
                Ok(own.order(deliveries::id).select(Delivery::as_select()).load(conn)?)
            })
            .await
            .unwrap();
        let mut letters = Vec::new();
        for delivery in found {
            letters.extend(open(site, delivery).await);
        }
        letters
    }
}

/// As it would leave now; nothing, if there is nothing left in it.
async fn open(site: &Site, delivery: Delivery) -> Option<Letter> {
    let (of, from) = (site.clone(), site.config.mail.from.parse().unwrap());
    let written = site.read(move |conn| written::write(&of, conn, &delivery, from)).await.unwrap()?.formatted();
    let message = mail_parser::MessageParser::default().parse(&written).unwrap();
    Some(Letter {
        subject: message.subject().unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        raw: String::from_utf8_lossy(&written).into_owned(),
    })
}
