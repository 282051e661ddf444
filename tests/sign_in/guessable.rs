//! Passwords that somebody would guess are refused, each with what to do instead.

use std::io::Read;

use flate2::read::GzDecoder;
use lyceum::sign_in::password::SHORTEST;

use super::type_password;
use crate::support::{Browser, Scene};

async fn set(browser: &Browser, password: &str) -> crate::support::Page {
    let page = browser.get("/settings/").await;
    let form = page.form(if page.has_button("Set a password") { "Set a password" } else { "Change the password" });
    let form = form.forge("current_password", "three mild winters").fill("A new password", password);
    let form = if page.has_button("Set a password") { form.without("current_password") } else { form };
    browser.send(form).await
}

#[actix_web::test]
async fn a_password_that_is_common_or_made_of_what_everybody_knows_is_refused() {
    let scene = Scene::new().await;
    scene.house.member("ruth-osei").await;
    let ruth = scene.as_member("ruth-osei").await;
    let common =
        "Half the world has that password, and it is guessed first. Take four words that do not belong together";
    let personal = "Leave your name, your username, your address and your institution out of it: everybody knows them";
    for (password, why) in [
        ("123qweasdzxc", common),
        ("QWERTY123456", common),
        ("unbelievable", common),
        ("FinalFantasy", common),
        ("ruth-osei-2027", personal),
        ("I am Ruth Osei!", personal),
        ("RuthOsei RuthOsei", personal),
        ("ruth-osei@northfield.example", personal),
        ("Go, Northfield, go!", personal),
        ("elevenchars", "Make it longer: 12 characters at least"),
    ] {
        let answer = set(&ruth, password).await;
        answer.is(422).error_beside("A new password", why);
        assert_eq!(answer.typed("A new password"), "", "{password} is shown again");
    }
    type_password(&scene.as_visitor(), "ruth-osei", "QWERTY123456").await.is(422);
    set(&ruth, "three mild winters").await.is(303);
    type_password(&scene.as_visitor(), "ruth-osei", "three mild winters").await.is(303);
    // A name of three letters is in half of all sentences.
    let ada = scene.as_member("ada").await;
    set(&ada, "canada in four boats").await.is(303);
    for who in ["ruth-osei", "ada"] {
        scene.site.mail_to(&format!("{who}@northfield.example")).await;
    }
}

#[test]
fn the_list_has_ten_thousand_passwords_of_those_that_are_long_enough() {
    let packed = include_bytes!("../../src/sign_in/passwords.txt.gz");
    let mut text = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let words: Vec<&str> = text.lines().collect();
    assert_eq!(words.len(), 10_000);
    assert!(words.is_sorted() && words.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(words.iter().all(|word| word.chars().count() >= SHORTEST && *word == word.to_lowercase()));
}
