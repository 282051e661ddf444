//! What the library lets through and we do not: nothing false was read in these cases when they were tried, but an answer
//! that says two things is for nobody to choose from.

use saml_rs::xml::dom::{self, Node};

/// What is wrong with an answer that the library has taken.
pub fn fault(answer: &str, issuer: &str) -> Option<&'static str> {
    let Ok(document) = dom::parse(answer) else { return Some("it cannot be read") };
    let root = document.root;
    let said_by = root.children.iter().filter(|child| child.local_name == "Issuer");
    if root.local_name != "Response" {
        Some("it is no response")
    } else if assertions(&root) != 1 {
        Some("it has another assertion somewhere")
    } else if root.children.iter().any(|child| child.local_name == "Extensions") {
        Some("it has extensions")
    } else if said_by.clone().count() > 1 || said_by.map(|child| child.text.trim()).any(|said| said != issuer) {
        Some("the response is another provider's")
    } else {
        None
    }
}

/// How many there are, wherever they stand and whatever they are in.
fn assertions(node: &Node) -> usize {
    let own = usize::from(["Assertion", "EncryptedAssertion"].contains(&node.local_name.as_str()));
    own + node.children.iter().map(assertions).sum::<usize>()
}
