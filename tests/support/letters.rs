//! The letters that wait in the queue, as their recipients would read them.

use diesel::prelude::*;
use lyceum::db::deliveries::Delivery;
use lyceum::db::schema::deliveries;
use lyceum::mail;

use super::TestSite;

/// A letter.
#[derive(Debug)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
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
        self.seen_mail.borrow_mut().insert(address.to_owned());
        let wanted = address.to_owned();
        let found: Vec<Delivery> = self
            .read(move |conn| {
                let own =
                    deliveries::table.filter(deliveries::kind.eq("mail")).filter(deliveries::recipient.eq(wanted));
                Ok(own.order(deliveries::id).select(Delivery::as_select()).load(conn)?)
            })
            .await
            .unwrap();
        found.iter().map(|delivery| self.open_letter(delivery)).collect()
    }

    fn open_letter(&self, delivery: &Delivery) -> Letter {
        let from = self.config.mail.from.parse().unwrap();
        let written = mail::write(self, delivery, from).unwrap().formatted();
        let message = mail_parser::MessageParser::default().parse(&written).unwrap();
        Letter {
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
        }
    }
}
