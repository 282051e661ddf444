//! Institutions and their members, added by the verbs that the commands use.

use std::sync::Arc;

use lyceum::db::ids::{InstitutionId, MemberId};
use lyceum::institutions::add::NewHouse;
use lyceum::members::add::NewMember;
use lyceum::roster::{InstitutionEntry, Person, Role};
use lyceum::{institutions, members};

use super::board::BoardToBe;
use super::cohort::CohortToBe;
use super::node::Node;

/// An institution.
#[derive(Clone)]
pub struct House {
    /// Its id.
    pub id: InstitutionId,
    /// Its slug; the host is `{slug}.localhost`.
    pub slug: String,
    pub(super) node: Node,
}

/// A member: Ada of Northfield has the username `ada` and the address `ada@northfield.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// As others read it: the username with a capital letter.
    pub name: String,
    /// As addresses have it.
    pub username: String,
    /// Where their letters go.
    pub address: String,
    /// The host of their institution.
    pub host: String,
}

impl House {
    /// Adds it.
    pub(super) async fn add(node: &Node, slug: &str) -> Self {
        let house = NewHouse {
            slug: slug.to_owned(),
            name: capital(slug),
            host: format!("{slug}.localhost"),
            contact_address: format!("help@{slug}.example"),
            ..NewHouse::default()
        };
        let id = node.site.write(|tx| institutions::add::add(tx, house)).await.unwrap();
        Self { id, slug: slug.to_owned(), node: node.clone() }
    }

    /// Its host name.
    pub fn host(&self) -> String {
        format!("{}.localhost", self.slug)
    }

    /// What the roster knows of it.
    pub fn entry(&self) -> Arc<InstitutionEntry> {
        self.node.site.roster.institution(self.id).unwrap()
    }

    /// Adds a plain member.
    pub async fn member(&self, username: &str) -> Member {
        let email = format!("{username}@{}.example", self.slug);
        let new = NewMember { name: capital(username), username: username.to_owned(), email, ..NewMember::default() };
        let id = self.id;
        self.node.site.write(move |tx| members::add::add(tx, id, new)).await.unwrap();
        self.person(username)
    }

    /// Adds somebody who may do everything.
    pub async fn admin(&self, username: &str) -> Member {
        self.member_as(username, Role::Admin).await
    }

    /// Adds somebody who runs programmes.
    pub async fn coordinator(&self, username: &str) -> Member {
        self.member_as(username, Role::Coordinator).await
    }

    /// Adds somebody who keeps order on the institution's own boards.
    pub async fn moderator(&self, username: &str) -> Member {
        self.member_as(username, Role::Moderator).await
    }

    async fn member_as(&self, username: &str, role: Role) -> Member {
        let member = self.member(username).await;
        let id = member.id;
        self.node.site.write(move |tx| members::grant::grant(tx, id, role, None)).await.unwrap();
        member
    }

    /// Adds the sender of imported mail, who has no way in.
    pub async fn imported(&self, name: &str) -> Member {
        let (id, name, address) = (self.id, name.to_owned(), format!("{}@old.example", name.to_lowercase()));
        let member = self.node.site.write(move |tx| members::add::add_imported(tx, id, &name, &address)).await.unwrap();
        let site = self.node.site.clone();
        self.node.site.read(move |conn| site.roster.moving().reload_member(conn, member)).await.unwrap();
        self.handle(&self.node.site.roster.member(member).unwrap())
    }

    /// Somebody who is there already.
    pub fn person(&self, username: &str) -> Member {
        let person = self.node.site.roster.member_named(self.id, username);
        self.handle(&person.unwrap_or_else(|| panic!("nobody at {} is called {username}", self.slug)))
    }

    fn handle(&self, person: &Person) -> Member {
        Member {
            id: person.id,
            name: person.name.clone(),
            username: person.username.clone(),
            address: format!("{}@{}.example", person.username, self.slug),
            host: self.host(),
        }
    }

    /// A cohort that is running; say who is in it, then await it.
    pub fn cohort(&self, slug: &str) -> CohortToBe {
        CohortToBe::new(self, slug)
    }

    /// A board for the institution; say for whom else, and who may write, then await it.
    pub fn board(&self, slug: &str) -> BoardToBe {
        BoardToBe::new(self, slug)
    }
}

/// A slug as a name: `ruth-osei` is Ruth Osei.
pub fn capital(slug: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    slug.split('-').map(word).collect::<Vec<_>>().join(" ")
}
