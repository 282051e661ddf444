//! Lists of people: what becomes of each row, and of those whom a list does not name any more.

mod files;
mod leavers;

use diesel::prelude::*;
use lyceum::db::schema::{audit, enrolments};
use lyceum::error::Result;
use lyceum::intake::import::{Order, import};
use lyceum::intake::judge::Terms;
use lyceum::intake::leavers::USUAL;
use lyceum::intake::outcome::{Became, Told};
use lyceum::roster::CohortRole;

use crate::support::Scene;

const HEAD: &str = "external_id,name,email,cohort,role,status\n";

fn order(scene: &Scene) -> Order {
    Order {
        house: scene.house.id,
        map: Vec::new(),
        terms: Terms::default(),
        is_dry_run: false,
        leavers: false,
        most: USUAL,
    }
}

async fn take(scene: &Scene, order: Order, file: &[u8]) -> Result<Vec<Told>> {
    import(&scene.site, order, file).await
}

/// What became of each line, as `2 added`, with the key of the sentence where it was refused.
fn told(told: &[Told]) -> Vec<String> {
    let why = |became: &Became| match became {
        Became::Refused(why) => format!("refused {}", why.key),
        became => became.word().to_owned(),
    };
    let line = |one: &Told| one.line.map_or_else(|| one.external_id.clone(), |line| line.to_string());
    told.iter().map(|one| format!("{} {}", line(one), why(&one.became))).collect()
}

async fn taken(scene: &Scene, file: &str) -> Vec<String> {
    told(&take(scene, order(scene), file.as_bytes()).await.unwrap())
}

fn role(scene: &Scene, username: &str) -> Option<CohortRole> {
    scene.site.roster.member_named(scene.house.id, username)?.role_in(scene.spring.id)
}

#[actix_web::test]
async fn every_row_becomes_what_it_can_and_none_stops_the_others() {
    let scene = Scene::new().await;
    let mut file = b"\xef\xbb\xbfExternal_ID,Name,EMAIL,cohort,role,status,remark\r\n".to_vec();
    file.extend(b"s1,Pia  Old,Pia@Old.example,spring,Mentor,,\"two\r\nlines\"\r\n");
    file.extend(b"s2,\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",s2@old.example,spring,mentee,active,\r\n");
    file.extend(b"s3,Nobody,s3@old.example,autumn,mentee,,\r\n");
    file.extend(b"s4,B\xe9a,s4@old.example,spring,mentee,,\r\n");
    file.extend(b"s5,Too few,s5@old.example\r\n");
    file.extend(b"s1,Somebody,s6@old.example,spring,mentee,,\r\n");
    file.extend(b"s7,Somebody,pia@old.example,spring,mentee,,\r\n");
    file.extend(b"s8,Olga,olga@northfield.example,spring,mentee,,\r\n");
    file.extend(b"s9,Boss,s9@old.example,spring,coordinator,,\r\n");
    file.extend(b"s10,Boss,s10@old.example,spring,admin,,\r\n");
    file.extend(b",Keyless,s11@old.example,,,,\r\n");
    file.extend(b"s12,,s12@old.example,,,,\r\n");
    file.extend(b"s13,No mail,nowhere,,,,\r\n");
    file.extend(b"s14,Odd,s14@old.example,,,maybe,\r\n");
    file.extend(b"s15,Gone before,s15@old.example,,,left,\r\n");
    file.extend("s16,يوسف,s16@old.example,,,,\r\n".as_bytes());
    let expected = [
        "2 added",
        "4 added",
        "5 refused intake-cohort",
        "6 refused intake-coding",
        "7 refused intake-width",
        "8 refused intake-key-twice",
        "9 refused intake-address-twice",
        "10 refused intake-address-taken",
        "11 refused intake-role-high",
        "12 refused intake-role",
        "13 refused intake-no-key",
        "14 refused members-name-missing",
        "15 refused members-email-form",
        "16 refused intake-status",
        "17 unchanged",
        "18 added",
    ];
    let dry = take(&scene, Order { is_dry_run: true, ..order(&scene) }, &file).await.unwrap();
    assert_eq!((told(&dry), role(&scene, "pia-old")), (expected.map(str::to_owned).to_vec(), None));
    assert_eq!(told(&take(&scene, order(&scene), &file).await.unwrap()), expected);
    assert_eq!(role(&scene, "pia-old"), Some(CohortRole::Mentor));
    assert_eq!(role(&scene, "olga"), None);
    // What begins like a formula is a name like any other.
    let ada = scene.as_member("ada").await;
    ada.get("/c/spring/people/").await.shows("=HYPERLINK(\"http://evil.example\",\"x\")").shows("Pia Old");
    let pia = scene.person("pia-old").id;
    let read = scene.site.read(move |conn| {
        let sources = enrolments::table.filter(enrolments::member_id.eq(pia)).select(enrolments::source);
        let lines = audit::table.filter(audit::subject.like(format!("%{pia}%"))).order(audit::id).select(audit::verb);
        Ok((sources.load::<Option<String>>(conn)?, lines.load::<String>(conn)?))
    });
    let lines = vec!["members.list".to_owned(), "cohorts.enrol".to_owned()];
    assert_eq!(read.await.unwrap(), (vec![Some("list".to_owned())], lines));
    let again = told(&take(&scene, order(&scene), &file).await.unwrap());
    assert_eq!(again[..2], ["2 unchanged", "4 unchanged"]);
    assert_eq!((&again[2..14], again[15].as_str()), (&expected.map(str::to_owned)[2..14], "18 unchanged"));
    // They sign in by the address that the list has for them.
    let visitor = scene.as_visitor();
    let form = visitor.get("/sign-in").await.form("Send me a link").fill("E-mail address", "pia@old.example");
    visitor.send(form).await.is(200);
    assert_eq!(scene.site.mail_to("pia@old.example").await.len(), 1);
}

#[actix_web::test]
async fn what_the_list_says_anew_is_changed_and_what_was_decided_here_stays() {
    let scene = Scene::new().await;
    let first = "s1,Pia,pia@old.example,spring,mentee,\ns2,Nia,nia@old.example,spring,mentee,\ns3,Mia,mia@old.example,spring,mentee,\n";
    assert_eq!(taken(&scene, &format!("{HEAD}{first}")).await, ["2 added", "3 added", "4 added"]);
    let pia = scene.as_member("pia").await;
    pia.send(pia.get("/settings/").await.form("Save").fill("Name", "Pia O.")).await.is(303);
    assert_eq!(taken(&scene, &format!("{HEAD}{first}")).await, ["2 unchanged", "3 unchanged", "4 unchanged"]);
    assert_eq!(scene.person("pia").name, "Pia O.", "what they call themselves stays until the list says otherwise");
    let second = first
        .replace("s1,Pia,pia@", "s1,Pia Obi,obi@")
        .replace("nia@old.example,spring,mentee", "nia@old.example,spring,mentor");
    assert_eq!(taken(&scene, &format!("{HEAD}{second}")).await, ["2 changed", "3 changed", "4 unchanged"]);
    assert_eq!((scene.person("pia").name.as_str(), role(&scene, "nia")), ("Pia Obi", Some(CohortRole::Mentor)));
    pia.get("/c/spring/").await.is(200);
    let told = scene.site.mail_to("pia@old.example").await;
    let subjects: Vec<_> = told.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["Your address at Northfield was changed"], "who had the mailbox hears of it there");
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/manage/").await;
    helen.send(desk.form("Change role Nia").fill("Role of Nia", "Observer")).await.is(303);
    helen.send(helen.get("/c/spring/manage/end?who=mia").await.form("End it")).await.is(303);
    let third = taken(&scene, &format!("{HEAD}{second}")).await;
    assert_eq!(third, ["2 unchanged", "3 refused intake-role-given", "4 refused intake-was-ended"]);
    let taken_over = second.replace("obi@old.example", "ada@northfield.example");
    assert_eq!(taken(&scene, &format!("{HEAD}{taken_over}")).await[0], "2 refused intake-address-taken");
}

#[actix_web::test]
async fn a_member_is_found_by_their_address_only_where_the_operator_says_so() {
    let scene = Scene::new().await;
    let file = format!(
        "{HEAD}s1,Olga Obi,olga@northfield.example,spring,mentee,\ns2,Helen,helen@northfield.example,spring,mentor,\n"
    );
    assert_eq!(taken(&scene, &file).await, ["2 refused intake-address-taken", "3 refused intake-address-taken"]);
    let adopt = Order { terms: Terms { adopt: true, ..Terms::default() }, ..order(&scene) };
    let adopted = take(&scene, adopt.clone(), file.as_bytes()).await.unwrap();
    // Whoever coordinates was made that here, and the list makes no mentor of them.
    assert_eq!(told(&adopted), ["2 adopted", "3 refused intake-role-given"]);
    assert_eq!((scene.person("olga").name.as_str(), role(&scene, "olga")), ("Olga", Some(CohortRole::Mentee)));
    let other = format!("{HEAD}s9,Olga,olga@northfield.example,,,\n");
    assert_eq!(told(&take(&scene, adopt, other.as_bytes()).await.unwrap()), ["2 refused intake-address-keyed"]);
    let terms = Terms { with_coordinators: true, ..Terms::default() };
    let file = format!("{HEAD}s1,Olga Obi,olga@northfield.example,spring,coordinator,\n");
    let made = take(&scene, Order { terms, ..order(&scene) }, file.as_bytes()).await.unwrap();
    assert_eq!((told(&made), role(&scene, "olga")), (vec!["2 changed".to_owned()], Some(CohortRole::Coordinator)));
}

#[actix_web::test]
async fn a_key_is_that_of_its_own_institution_and_no_other() {
    let scene = Scene::new().await;
    let east = scene.site.institution("eastbridge").await;
    let there = Order { house: east.id, ..order(&scene) };
    let file = format!("{HEAD}s1,Pia There,pia@east.example,,,\n");
    assert_eq!(told(&take(&scene, there, file.as_bytes()).await.unwrap()), ["2 added"]);
    let file = format!("{HEAD}s1,Pia Here,pia@north.example,spring,mentee,\n");
    assert_eq!(taken(&scene, &file).await, ["2 added"]);
    let named = |house, username| scene.site.roster.member_named(house, username).map(|person| person.name.clone());
    assert_eq!(named(east.id, "pia-there").as_deref(), Some("Pia There"), "as it was");
    assert_eq!(named(scene.house.id, "pia-here").as_deref(), Some("Pia Here"));
    let leaves = format!("{HEAD}s1,Pia Here,pia@north.example,,,left\n");
    taken(&scene, &leaves).await;
    assert!(scene.site.roster.member_named(east.id, "pia-there").unwrap().may_enter);
    assert!(!scene.site.roster.member_named(scene.house.id, "pia-here").unwrap().may_enter);
}
