//! The people of a world: a member for every reader who is one, and four whom nobody asks as.

use lyceum::members;
use lyceum::members::add::NewMember;
use lyceum::roster::Role;
use lyceum::sign_in::session;

use super::asking::Asker;
use super::policy::{ABROAD, Change, EVERYONE, Group, MEMBERS, NOBODY, State};
use super::quiet::Quiet;
use super::readers::Reader;
use super::words::Words;
use crate::support::{House, Member};

/// The members, and what the readers hold.
pub struct People {
    /// A mentee of Spring, who writes the third post of the subject and whom the program then takes for somebody whose
    /// mail was imported.
    pub sender: Member,
    /// The coordinator of Spring and of Autumn.
    pub leader: Member,
    /// A member who has never written anything.
    pub bystander: Member,
    readers: Vec<(Reader, Member)>,
    pub askers: Vec<Asker>,
}

impl People {
    /// Adds everybody, each with a canary in every field.
    pub async fn add(quiet: &Quiet<'_>, north: &House, east: &House, state: &State, words: &mut Words) -> Self {
        let known = |is_public: bool| if is_public { EVERYONE } else { MEMBERS };
        let mut readers = Vec::new();
        for reader in Reader::ALL {
            let (house, named, told): (&House, Group, Group) = match reader {
                Reader::Visitor | Reader::ForeignAdmin => continue,
                // Whoever runs Eastbridge reads in its audit that they are there.
                Reader::Elsewhere => (east, ABROAD, NOBODY),
                Reader::Abroad => (east, ABROAD, ABROAD),
                Reader::Mentee | Reader::Mentor => {
                    (north, known(state.subject.shows && state.subject.knows == EVERYONE), MEMBERS)
                }
                Reader::Here => (north, known(state.commons.knows == EVERYONE), MEMBERS),
                _ => (north, MEMBERS, MEMBERS),
            };
            let listed = if reader == Reader::Elsewhere { named } else { told };
            // Their own settings say where mail goes, and tell nobody else.
            let own: Group = vec![reader].leak();
            let known = (named, listed, told, own);
            readers.push((reader, add(quiet, house, &format!("{reader:?}"), known, words).await));
        }
        let sender =
            add(quiet, north, "Sender", (state.sender_named, state.sender_named, state.sender, NOBODY), words).await;
        let leader = add(quiet, north, "Leader", (MEMBERS, MEMBERS, MEMBERS, NOBODY), words).await;
        let bystander = add(quiet, north, "Bystander", (MEMBERS, MEMBERS, MEMBERS, NOBODY), words).await;
        let people = Self { sender, leader, bystander, readers, askers: Vec::new() };
        for (reader, role) in
            [(Reader::HouseModerator, Role::Moderator), (Reader::Admin, Role::Admin), (Reader::Abroad, Role::Admin)]
        {
            let id = people.of(reader).id;
            quiet.write(move |tx| members::grant::grant(tx, id, role, None)).await;
        }
        people
    }

    /// The member who is that reader.
    pub fn of(&self, reader: Reader) -> &Member {
        &self.readers.iter().find(|(known, _)| *known == reader).unwrap().1
    }

    /// Every member of Northfield.
    pub fn all(&self) -> impl Iterator<Item = &Member> {
        let readers = self.readers.iter().map(|(_, member)| member);
        readers.chain([&self.sender, &self.leader, &self.bystander]).filter(|member| member.host == Reader::Here.host())
    }

    /// Gives every reader their session; done while all of them can still begin one.
    pub async fn sign_in(&mut self, quiet: &Quiet<'_>, state: &State) {
        for reader in Reader::ALL {
            let id = match reader {
                Reader::Visitor => None,
                Reader::ForeignAdmin => Some(self.of(Reader::Abroad).id),
                reader => Some(self.of(reader).id),
            };
            // Whoever is suspended later asks as the suspended do, with the cookie from before.
            let reader = if reader == Reader::Mentee && state.change == Change::SuspendStarter {
                Reader::Suspended
            } else {
                reader
            };
            let session = match id {
                Some(id) => Some(quiet.write(move |tx| session::begin(tx, id, "command")).await),
                None => None,
            };
            self.askers.push(Asker::new(quiet.site, reader, session.as_ref()));
        }
    }

    /// What a reader holds.
    pub fn asker(&self, reader: Reader) -> &Asker {
        self.askers.iter().find(|asker| asker.reader == reader).unwrap()
    }
}

/// Adds somebody: who knows their name, who knows what stands beside it in a list, who reads their own page, and who reads
/// where their mail goes.
async fn add(
    quiet: &Quiet<'_>,
    house: &House,
    who: &str,
    (named, listed, told, own): (Group, Group, Group, Group),
    words: &mut Words,
) -> Member {
    let mut word = |what: &str, known| words.secret(&format!("the {what} of {who}"), known);
    // The audit names people, and says no more of them.
    let beside = if listed == ABROAD { told } else { listed };
    let name = format!("{who} {}", word("name", named));
    // A name is written where a link is not: the web may read one without the other.
    let username = word("username", listed);
    let address = format!("{}@{}.example", word("address", own), house.slug);
    let new = NewMember {
        name: name.clone(),
        username: username.clone(),
        email: address.clone(),
        pronouns: word("pronouns", told),
        field: word("field", beside),
        bio: word("bio", told),
        ..NewMember::default()
    };
    let institution = house.id;
    let id = quiet.write(move |tx| members::add::add(tx, institution, new)).await;
    Member { id, name, username, address, host: house.host() }
}
