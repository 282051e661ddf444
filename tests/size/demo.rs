//! The demonstration at size l, in small.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use lyceum::backup::Unwatched;
use lyceum::db::Conn;
use lyceum::db::table::{Sum, Table};
use lyceum::demo::large::scale::{FULL, Scale};
use lyceum::demo::load::{self, Size};
use lyceum::error::Result;

use crate::support::TestSite;

const SMALL: Scale = Scale { institutions: 4, members: 150, matches: 9, posts: 2_000 };
const TABLES: [&str; 12] = [
    "members",
    "member_emails",
    "member_roles",
    "cohorts",
    "enrolments",
    "circles",
    "boards",
    "board_circles",
    "threads",
    "thread_boards",
    "posts",
    "read_marks",
];

async fn loaded(seed: u64) -> TestSite {
    let site = TestSite::with(|settings| settings.is_compared = false).await;
    load::rows(&site, seed, Size::Large(SMALL), &Unwatched).await.unwrap();
    site
}

/// How many rows each table has, and a sum over them.
async fn sums(site: &TestSite) -> Vec<Sum> {
    let sum = |conn: &mut Conn, name: &&str| {
        let table = Table::of(conn, name)?;
        Sum::over(conn, &table, &|| ())
    };
    let all = site.read(move |conn| TABLES.iter().map(|name| sum(conn, name)).collect::<Result<Vec<_>>>());
    all.await.unwrap()
}

fn miscounted(conn: &mut Conn) -> Result<i64> {
    let listed = "SELECT count(*) FROM thread_boards WHERE board_id = boards.id";
    let sql = format!("SELECT count(*) AS number FROM boards WHERE thread_count <> ({listed})");
    Ok(diesel::sql_query(sql).get_result::<Number>(conn)?.number)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[actix_web::test]
async fn size_l_has_as_much_as_was_asked_for_and_the_same_for_a_seed() {
    let site = loaded(7).await;
    let rows = sums(&site).await;
    let of = |table: &str| rows[TABLES.iter().position(|name| *name == table).unwrap()].rows;
    assert_eq!(site.roster.institutions().len(), SMALL.institutions);
    assert_eq!((of("members"), of("posts")), (SMALL.members as u64, SMALL.posts as u64));
    let is_of_match = |slug: &str| slug.starts_with("match-");
    let houses = site.roster.institutions();
    let boards = houses.iter().flat_map(|house| site.roster.boards_of(house.id).to_vec());
    assert_eq!(boards.filter(|board| is_of_match(&board.slug)).count(), SMALL.matches);

    assert_eq!(site.read(miscounted).await.unwrap(), 0, "boards that count other threads than they list");

    assert_eq!(sums(&loaded(7).await).await, rows, "the same seed");
    assert_ne!(sums(&loaded(8).await).await, rows, "another seed");
}

#[actix_web::test]
async fn a_pair_of_size_l_is_read_by_the_two_and_whoever_runs_the_institution() {
    let site = loaded(7).await;
    let house = site.roster.institution_named("northfield").unwrap();
    let board = site.roster.board_named(house.id, "match-1").unwrap();
    let cohort = site.roster.cohort(board.cohorts[0]).unwrap();
    assert_eq!((cohort.counts.mentors, cohort.counts.mentees, cohort.counts.coordinators), (1, 1, 1));
    assert_eq!(board.read.circles(), [cohort.members]);
    let amara = site.roster.member_named(house.id, "amara-nwosu").unwrap();
    assert!(!board.read.admits(&amara.circles), "somebody else does not");
}

#[test]
fn size_l_is_the_largest_portal_known() {
    assert_eq!(FULL, Scale { institutions: 60, members: 27_000, matches: 30_000, posts: 1_000_000 });
    assert_eq!(Scale::with_posts(FULL.posts), FULL);
    assert_eq!(Scale::with_posts(10_000), Scale { members: 270, matches: 300, posts: 10_000, ..FULL });
}
