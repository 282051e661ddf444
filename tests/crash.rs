//! Whatever fails, and wherever the process dies: what was acknowledged is there, nothing is there by half, and in the
//! end the site is the one on which nothing was disturbed.
//!
//! Some of the steps are tried; with `LYCEUM_CRASH=every` each of them is, which takes minutes.

mod coming;
mod copies;
mod deed;
mod door;
mod extent;
mod forms;
mod kept;
mod machines;
mod pages;
mod queue;
mod rounds;
mod rows;
mod template;
mod trial;
mod verbs;
mod world;

use std::collections::BTreeSet;

use deed::Deed;
use door::Manner;
use lyceum::faults::Step;
use lyceum::routes;
use template::Template;
use trial::Trial;

/// Tries every deed; the kinds of steps that came by.
async fn holds(template: &Template, deeds: Vec<Deed>) -> BTreeSet<Step> {
    let (mut faults, mut known, mut all) = (Vec::new(), BTreeSet::new(), 0);
    println!("{}", extent::said());
    for deed in &deeds {
        let begun = std::time::Instant::now();
        let mut trial = Trial::of(template, deed).await;
        let [failed, died] = [trial.tries(Manner::Fails).await, trial.tries(Manner::Dies).await];
        let wrong = trial.faults.len();
        println!("{}: {failed} failed, {died} died, {wrong} faults, {:?}", deed.name, begun.elapsed());
        assert!(failed > 0, "{} takes no step that could fail", deed.name);
        all += failed + died;
        faults.extend(trial.faults);
        known.extend(trial.known);
    }
    println!("disturbed {all} times");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    known
}

async fn forms(template: &Template, forms: Vec<forms::Form>) -> BTreeSet<Step> {
    let deeds = forms.into_iter().map(|form| form.deed(&template.world)).collect();
    holds(template, deeds).await
}

#[actix_web::test]
async fn what_is_written_is_there_once_whatever_fails() {
    let template = Template::new().await;
    let known = forms(&template, forms::writing(&template.world).await).await;
    let elsewhere = BTreeSet::from([Step::Send, Step::Remove]);
    let missed: Vec<_> = Step::ALL.into_iter().filter(|step| !known.contains(step)).collect();
    assert!(missed.iter().all(|step| elsewhere.contains(step)), "nothing takes the steps {missed:?}");
}

#[actix_web::test]
async fn what_somebody_has_read_and_wants_to_hear_of_is_set_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::reading(&template.world).await).await;
}

#[actix_web::test]
async fn threads_and_boards_stand_where_they_are_put_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::standing(&template.world)).await;
}

#[actix_web::test]
async fn what_is_hidden_is_gone_and_comes_back_whatever_fails() {
    let template = Template::new().await;
    let known = forms(&template, forms::hiding(&template.world).await).await;
    assert!(known.contains(&Step::Remove), "hiding takes files away");
}

#[actix_web::test]
async fn what_is_reported_is_judged_and_answered_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::reporting(&template.world).await).await;
}

#[actix_web::test]
async fn people_come_and_go_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::people(&template.world)).await;
}

#[actix_web::test]
async fn a_command_about_people_is_done_once_whatever_fails() {
    let template = Template::new().await;
    holds(&template, verbs::people(&template.world)).await;
}

const ARCHIVE: &str = "From list at example.org  Tue May  5 10:11:12 2015\nMessage-ID: <question>\nFrom: Ada Byron \
    <ada@example.org>\nDate: 5 May 2015 10:11:12 +0000\nSubject: How?\n\nIn which order?\n\n";

#[actix_web::test]
async fn a_command_about_places_is_done_once_whatever_fails() {
    let template = Template::new().await;
    let archive = template.world.site.folder().join("archive.mbox");
    std::fs::write(&archive, ARCHIVE).unwrap();
    holds(&template, verbs::places(&template.world, archive)).await;
}

#[actix_web::test]
async fn what_becomes_of_sign_on_is_done_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::signing_on(&template.world)).await;
}

#[actix_web::test]
async fn what_becomes_of_a_second_factor_is_done_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::second_factor(&template.world)).await;
}

#[actix_web::test]
async fn what_becomes_of_ways_in_is_done_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::ways_in(&template.world)).await;
}

#[actix_web::test]
async fn what_an_identity_system_says_is_done_once_whatever_fails() {
    let template = Template::new().await;
    holds(&template, machines::saying(&template.world)).await;
}

#[actix_web::test]
async fn what_identity_systems_may_is_said_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::provisioning(&template.world)).await;
}

#[actix_web::test]
async fn whoever_comes_from_a_course_comes_in_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::studying(&template.world)).await;
}

#[actix_web::test]
async fn whoever_is_invited_comes_in_once_whatever_fails() {
    let template = Template::new().await;
    forms(&template, forms::inviting(&template.world)).await;
}

/// What needs the answer of a SAML provider, which tests/steps/saml.sh has: behind it is the way of every sign-on.
const ELSEWHERE: [&str; 1] = ["/sso/{provider}/acs"];

#[actix_web::test]
async fn every_form_of_the_site_is_tried() {
    let template = Template::new().await;
    let world = &template.world;
    let tried: Vec<_> = [
        forms::writing(world).await,
        forms::reading(world).await,
        forms::standing(world),
        forms::hiding(world).await,
        forms::reporting(world).await,
        forms::people(world),
        forms::signing_on(world),
        forms::second_factor(world),
        forms::ways_in(world),
        forms::provisioning(world),
        forms::inviting(world),
        forms::studying(world),
    ]
    .into_iter()
    .flatten()
    .map(|form| form.route)
    .chain(machines::saying(world).iter().map(|deed| deed.name).filter(|name| !name.contains(' ')))
    .collect();
    let there: BTreeSet<_> =
        routes::all().iter().filter(|entry| entry.method == "POST").map(|entry| entry.path).collect();
    for route in there.iter().filter(|route| !ELSEWHERE.contains(route)) {
        assert!(
            tried.contains(route),
            "POST {route} is tried with no step failing: write it into tests/crash/forms.rs"
        );
    }
    for route in tried {
        assert!(there.contains(route), "POST {route} is no route any more: take it out of tests/crash/forms.rs");
    }
}
