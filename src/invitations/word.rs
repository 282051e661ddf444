//! Code words: four words of a list and a number, made by chance and never chosen, easy to say and to type.

use crate::db::ids::InstitutionId;
use crate::error::Result;
use crate::http::secret::random;
use crate::site::Site;

/// What they are made of: 8 bits each. None sounds like another, and none needs spelling out.
#[rustfmt::skip]
pub const WORDS: [&str; 256] = [
    "acorn", "amber", "anchor", "apple", "april", "arrow", "aspen", "atlas",
    "autumn", "badge", "baker", "bamboo", "banjo", "barley", "basil", "basket",
    "beacon", "beaver", "birch", "biscuit", "blanket", "blossom", "border", "bottle",
    "branch", "breeze", "bridge", "bronze", "bucket", "butter", "button", "cabin",
    "cactus", "camel", "candle", "canoe", "canvas", "canyon", "carbon", "carpet",
    "castle", "cedar", "cello", "chalk", "cherry", "chestnut", "circle", "citrus",
    "clover", "cobalt", "coffee", "comet", "copper", "coral", "corner", "cotton",
    "crater", "cricket", "crystal", "curtain", "dahlia", "daisy", "dancer", "desert",
    "diamond", "dolphin", "donkey", "dragon", "drawer", "driver", "eagle", "easel",
    "echo", "elbow", "elder", "ember", "engine", "falcon", "feather", "fennel",
    "ferry", "fiddle", "field", "finger", "flame", "flint", "flower", "forest",
    "fossil", "fountain", "fox", "galaxy", "garden", "garlic", "garnet", "gentle",
    "ginger", "glacier", "globe", "golden", "granite", "grape", "gravel", "guitar",
    "hammer", "harbor", "harvest", "hazel", "heather", "helmet", "heron", "honey",
    "hornet", "ibis", "igloo", "indigo", "island", "ivory", "jacket", "jasmine",
    "jersey", "jigsaw", "jungle", "juniper", "kettle", "kitchen", "kiwi", "ladder",
    "lagoon", "lantern", "lark", "laurel", "lavender", "lemon", "lentil", "letter",
    "lilac", "linen", "lizard", "lobster", "lotus", "lunar", "magnet", "mango",
    "maple", "marble", "marigold", "meadow", "melody", "melon", "mercury", "mint",
    "mirror", "mitten", "monsoon", "morning", "mosaic", "mountain", "muffin", "museum",
    "nectar", "needle", "nickel", "north", "nutmeg", "oasis", "oboe", "ocean",
    "olive", "onyx", "opal", "orange", "orbit", "orchard", "orchid", "otter",
    "oyster", "paddle", "palm", "panda", "papaya", "paper", "parrot", "peach",
    "peanut", "pearl", "pebble", "pencil", "pepper", "pine", "planet", "plum",
    "pocket", "poplar", "poppy", "prairie", "pretzel", "prism", "pumpkin", "puzzle",
    "quartz", "quilt", "rabbit", "radish", "rainbow", "raven", "reed", "ribbon",
    "river", "robin", "rocket", "rosemary", "ruby", "saddle", "saffron", "sailor",
    "salmon", "sandal", "sapphire", "satin", "scarf", "seagull", "sesame", "shadow",
    "silver", "skylark", "sparrow", "spinach", "spruce", "squash", "stable", "summer",
    "sunset", "swallow", "tango", "teapot", "thimble", "thistle", "thunder", "tiger",
    "timber", "tomato", "topaz", "tractor", "trumpet", "tulip", "tundra", "turtle",
    "valley", "velvet", "violet", "violin", "walnut", "willow", "window", "zebra",
];

/// A new one: 42 bits by chance. At the few a minute that may be tried, finding one takes ages.
pub fn make() -> Result<String> {
    let [first, second, third, fourth, high, low] = random::<6>()?;
    let word = |byte: u8| WORDS.get(usize::from(byte)).copied().unwrap_or_default();
    let number = u16::from_be_bytes([high, low]) % 1024;
    Ok(format!("{}-{}-{}-{}-{number}", word(first), word(second), word(third), word(fourth)))
}

/// By what one is looked up: however it was typed, and only at the institution that gave it out.
pub fn code(site: &Site, house: InstitutionId, typed: &str) -> String {
    site.secret.words.code(&format!("invitation {house}"), plain(typed).as_bytes())
}

/// One as it was made, whatever stood between its words when it was typed.
pub fn plain(typed: &str) -> String {
    let words = typed.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
