//! What a provider did not say at all, although who comes in hangs on it: by these names its people can be asked for it.

use super::claims::Claims;
use super::rules::{Gives, Rule};

/// Those of some names that are no claim, each once.
pub fn among<'a>(claims: &Claims, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut unsaid: Vec<String> = Vec::new();
    for name in names.filter(|name| !claims.contains_key(*name)) {
        if !unsaid.iter().any(|known| known == name) {
            unsaid.push(name.to_owned());
        }
    }
    unsaid
}

/// What kept somebody out because it was not said: what has to be there, and what rules for an account ask for. Where one of
/// those came, the provider did say who they are, and it is no member.
pub fn needed(claims: &Claims, rules: &[Rule], must: &[(String, String)]) -> Vec<String> {
    let of_accounts = rules.iter().filter(|rule| matches!(rule.gives, Gives::Member | Gives::Alumni));
    let asked: Vec<&str> = of_accounts.map(|rule| rule.claim.as_str()).collect();
    let is_told = asked.iter().any(|name| claims.contains_key(*name));
    let of_rules = asked.into_iter().filter(|_| !is_told);
    among(claims, must.iter().map(|(name, _)| name.as_str()).chain(of_rules))
}
