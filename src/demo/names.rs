//! Names for people and places that nobody has written about.

use super::chance::Chance;

const FIRST: [&str; 24] = [
    "Alba", "Bram", "Carys", "Dilan", "Esra", "Fionn", "Greta", "Hamza", "Ines", "Joon", "Katya", "Leila", "Mateo",
    "Nadia", "Oisin", "Petra", "Quentin", "Rania", "Samir", "Tove", "Ulla", "Viktor", "Wanda", "Yara",
];
const LAST: [&str; 24] = [
    "Abara", "Bell", "Costa", "Doyle", "Eriksen", "Fontaine", "Garcia", "Hughes", "Ivanov", "Jansen", "Kowalski",
    "Lindgren", "Moreau", "Novak", "Okafor", "Price", "Quinn", "Rossi", "Saleh", "Tanaka", "Urban", "Vega", "Weiss",
    "Zhou",
];
const HEADS: [&str; 10] = ["Ald", "Bram", "Carl", "Dun", "Elm", "Fair", "Glen", "Hart", "Kirk", "Lang"];
const TAILS: [&str; 10] = ["mere", "stow", "worth", "combe", "ford", "holm", "leigh", "wick", "dale", "haven"];

/// A person's name.
pub(super) fn person(chance: &mut Chance) -> String {
    let first = *chance.one(&FIRST);
    format!("{first} {}", chance.one(&LAST))
}

/// The name of a place, another for each number; a number after it from the hundredth on.
pub fn place(number: usize) -> String {
    let name = format!("{}{}", HEADS[number % HEADS.len()], TAILS[(number / HEADS.len() + number) % TAILS.len()]);
    match number / (HEADS.len() * TAILS.len()) {
        0 => name,
        round => format!("{name} {}", round + 1),
    }
}
