//! From a route to requests for everything it could name, and from the policy to what each reader must get.

use super::policy::{ABROAD, ADMINS, Change, Group, JUDGES, MEMBERS};
use super::readers::Reader;
use super::rows::{On, Power, ROWS, Row};
use super::talks::{Post, Talk};
use super::world::World;
use crate::support::Member;

/// What a request is about: places in the world's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Nothing,
    Member,
    Sender,
    Cohort(usize),
    Board(usize),
    Talk(usize),
    Post(usize, usize),
}

/// A request that could be made.
#[derive(Debug, Clone)]
pub struct Request {
    pub row: &'static Row,
    pub path: String,
    pub about: About,
}

impl World {
    /// Every request of this method that the change could have touched: one for each row and thing there is. What it
    /// could not is asked for where nothing was changed.
    pub fn requests(&self, method: &str) -> Vec<Request> {
        self.all_requests(method).filter(|request| self.is_asked_whole() || self.is_near(request)).collect()
    }

    /// Every request of this method about anything.
    pub fn all_requests(&self, method: &str) -> impl Iterator<Item = Request> {
        ROWS.iter().filter(move |row| row.method == method).flat_map(|row| self.requests_of(row))
    }

    fn is_near(&self, request: &Request) -> bool {
        match request.about {
            About::Nothing => matches!(request.row.path, "/" | "/admin/audit/"),
            About::Sender => true,
            About::Member => [Reader::Mentee, Reader::Removed]
                .iter()
                .any(|reader| request.path.contains(&self.people.of(*reader).username)),
            About::Cohort(0) | About::Talk(0) | About::Post(0, _) => true,
            About::Cohort(_) => self.state.change == Change::AddTo("autumn"),
            About::Board(at) => match self.boards[at].called {
                "commons" | "talk" => true,
                "autumn" => self.state.change == Change::AddTo("autumn"),
                "letters" => self.state.change == Change::CloseSpring,
                _ => false,
            },
            About::Talk(at) | About::Post(at, _) => match self.state.change {
                Change::Narrow(board) => self.talks[at].board == board,
                Change::CloseSpring => self.talks[at].board == "letters",
                _ => false,
            },
        }
    }

    fn requests_of(&self, row: &'static Row) -> Vec<Request> {
        let request = |about, path: String| Request { row, path, about };
        let fill =
            |name: &str, value: &str| row.path.replace(name, value).replace("{page}", "1").replace("{number}", "1");
        match row.on {
            On::Site => vec![request(About::Nothing, self.of_site(row.path))],
            On::Member => {
                let about =
                    |member: &Member| if member.id == self.people.sender.id { About::Sender } else { About::Member };
                self.people.all().map(|member| request(about(member), fill("{username}", &member.username))).collect()
            }
            On::Cohort => {
                let path = |slug: &str, who: &str| {
                    format!("{}{}", fill("{cohort}", slug), if row.path.ends_with("/end") { who } else { "" })
                };
                let all = self.cohorts.iter().enumerate();
                all.map(|(at, one)| request(About::Cohort(at), path(&one.slug, &format!("?who={}", one.somebody))))
                    .collect()
            }
            On::Board => {
                let all = self.boards.iter().enumerate();
                all.map(|(at, one)| request(About::Board(at), fill("{board}", &one.slug))).collect()
            }
            On::Thread => {
                let slug = |at: usize| self.talks[at].thread.path.split('/').nth(3).unwrap_or_default();
                let all = self.talks.iter().enumerate();
                // Whoever replies to a post gets its words to answer under; here it is the last one.
                let to = |talk: &Talk| {
                    if (row.method, row.power) == ("GET", Power::Reply) {
                        format!("?to={}", talk.posts.len())
                    } else {
                        String::new()
                    }
                };
                let path = |at, id: String| fill("{id}", &id).replace("{slug}", slug(at)) + &to(&self.talks[at]);
                all.map(|(at, one)| request(About::Talk(at), path(at, one.thread.id.to_string()))).collect()
            }
            On::Post => {
                let all = self.talks.iter().enumerate();
                let posts = all
                    .flat_map(|(at, talk)| talk.posts.iter().enumerate().map(move |(number, post)| (at, number, post)));
                posts
                    .map(|(at, number, post)| request(About::Post(at, number), fill("{id}", &post.id.to_string())))
                    .collect()
            }
        }
    }

    fn of_site(&self, path: &str) -> String {
        match path.starts_with("/theme/") {
            true => self.site.themes.get("plain").stylesheet().address.clone(),
            false => path
                .replace("{token}", "never-made")
                .replace("{platform}", super::places::PLATFORM)
                .replace("{draft}", "0000000000000")
                .replace("{bookmark}", "0000000000000")
                .replace("{list}/{page}", "done/1")
                .replace("{list}", "done")
                .replace("{page}", "1"),
        }
    }

    /// The status that the policy asks for.
    pub fn verdict(&self, reader: Reader, request: &Request) -> u16 {
        let row = request.row;
        let (may, knows) = match row.power {
            Power::Open => return row.status,
            Power::Never => return 404,
            Power::Link => return 409,
            Power::Token => return 401,
            Power::Door => return if reader.is_somebody() { 303 } else { row.status },
            Power::Word => return if reader.is_somebody() { row.status } else { 303 },
            Power::Own => return if reader.is_somebody() { row.status } else { 303 },
            _ => (self.may(reader, request), self.knows(reader, request)),
        };
        // What one may not read cannot be quoted: there is no such post.
        let quotes = |at: usize| request.path.contains("?to=") && self.talks[at].standing.is_answer_first;
        let reads = |at: usize| self.talks[at].standing.third.contains(&reader);
        match may && knows {
            true if matches!(request.about, About::Talk(at) if quotes(at) && !reads(at)) => 400,
            true => row.status,
            // What is not allowed is said only to somebody who may know what it is about.
            false
                if knows
                    && reader.is_somebody()
                    && !matches!(
                        row.power,
                        Power::Read
                            | Power::Know
                            | Power::Compare
                            | Power::Oversee
                            | Power::Report
                            | Power::Judge
                            | Power::Administer
                    ) =>
            {
                403
            }
            false => 404,
        }
    }

    fn may(&self, reader: Reader, request: &Request) -> bool {
        let power = request.row.power;
        let is_in = |group: Group| group.contains(&reader);
        match request.about {
            About::Nothing if power == Power::Judge => is_in(JUDGES) || is_in(ABROAD),
            About::Nothing => power != Power::Administer || is_in(ADMINS) || is_in(ABROAD),
            About::Member => power != Power::Report || reader.is_somebody(),
            // Who has no account is not reported; what they wrote is.
            About::Sender => power != Power::Report,
            About::Cohort(at) => match power {
                Power::Run => is_in(self.cohorts[at].rule.run),
                Power::Invite => is_in(self.cohorts[at].rule.invite),
                _ => true,
            },
            About::Board(at) => match power {
                Power::Start => is_in(self.boards[at].rule.start),
                Power::Keep | Power::Oversee => is_in(self.boards[at].rule.keep),
                Power::Mark => reader.is_somebody(),
                _ => true,
            },
            About::Talk(at) => self.may_in(reader, power, &self.talks[at], None),
            About::Post(at, number) => self.may_in(reader, power, &self.talks[at], Some(&self.talks[at].posts[number])),
        }
    }

    fn may_in(&self, reader: Reader, power: Power, talk: &Talk, post: Option<&Post>) -> bool {
        let is_in = |group: Group| group.contains(&reader);
        let keeps_board = || is_in(self.board(talk.board).rule.keep);
        let is_theirs = talk.starter == reader || is_in(talk.standing.owns);
        match power {
            Power::Read => talk.standing.shows,
            Power::Mark => reader.is_somebody(),
            Power::Reply => is_in(talk.standing.replies),
            Power::Keep => is_in(talk.standing.keeps),
            Power::Report => reader.is_somebody() && post.is_some_and(|post| !post.is_hidden),
            Power::Pin => keeps_board(),
            Power::Rule => is_in(talk.standing.owns),
            Power::Place => is_theirs,
            Power::Unplace => is_theirs || keeps_board(),
            Power::Edit => {
                post.is_some_and(|post| post.author == Some(reader) && !post.is_hidden) && is_in(talk.standing.replies)
            }
            Power::TakeBack => {
                post.is_some_and(|post| post.author == Some(reader) && !post.is_hidden) && talk.standing.shows
            }
            Power::Amend => {
                post.is_some_and(|post| !post.is_hidden) && is_in(talk.standing.keeps) && talk.standing.shows
            }
            Power::Compare => {
                post.is_some_and(|post| post.is_edited && (!post.is_hidden || is_in(talk.standing.keeps)))
            }
            _ => true,
        }
    }

    /// Whether a reader may know of what a request is about.
    pub fn knows(&self, reader: Reader, request: &Request) -> bool {
        let is_in = |group: Group| group.contains(&reader);
        match request.about {
            // Whoever runs Eastbridge asks at home.
            About::Nothing => reader != Reader::Abroad || matches!(request.row.power, Power::Administer | Power::Judge),
            About::Member => is_in(MEMBERS),
            About::Sender => is_in(self.state.sender),
            // Who runs a cohort without being in it knows of its desk, not of its pages.
            About::Cohort(at) => {
                is_in(self.cohorts[at].rule.read)
                    || (request.row.power == Power::Run && is_in(self.cohorts[at].rule.run))
            }
            About::Board(at) => is_in(self.boards[at].rule.read),
            About::Talk(at) | About::Post(at, _) => {
                let names_board = matches!(request.row.power, Power::Pin | Power::Unplace);
                let is_answer = matches!(request.about, About::Post(_, number) if number > 0);
                let standing = &self.talks[at].standing;
                is_in(standing.knows)
                    && (!is_answer || !standing.is_answer_first || is_in(standing.third))
                    && (!names_board || is_in(self.board(self.talks[at].board).rule.read))
            }
        }
    }
}
