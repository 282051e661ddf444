//! What the library lets through and we do not: nothing false was read in these cases when they were tried, but an answer
//! that says two things is for nobody to choose from, and what is weak is not to be chosen by whoever sends it.

use saml_rs::xml::dom::{self, Node};

/// How an answer may be encrypted: so that nobody can change it on the way.
const SEALED: [&str; 3] = [
    "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2009/xmlenc11#aes192-gcm",
    "http://www.w3.org/2009/xmlenc11#aes256-gcm",
];
/// How it may be, too, where the response around it is signed: the library asks for that signature with these.
const SEALED_IF_SIGNED: [&str; 2] =
    ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"];
/// How metadata may be signed.
const SIGNED: [&str; 6] = [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
];
/// By what of it.
const DIGESTED: [&str; 3] = [
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
];

/// What is wrong with an answer that the library has taken.
pub fn fault(answer: &str, issuer: &str) -> Option<&'static str> {
    let Ok(document) = dom::parse(answer) else { return Some("it cannot be read") };
    let root = document.root;
    let said_by = root.children.iter().filter(|child| child.local_name == "Issuer");
    if root.local_name != "Response" {
        Some("it is no response")
    } else if all(&root, &["Assertion", "EncryptedAssertion"]).len() != 1 {
        Some("it has another assertion somewhere")
    } else if root.children.iter().any(|child| child.local_name == "Extensions") {
        Some("it has extensions")
    } else if said_by.clone().count() > 1 || said_by.map(|child| child.text.trim()).any(|said| said != issuer) {
        Some("the response is another provider's")
    } else {
        None
    }
}

/// What is wrong with how an answer is encrypted. It is looked at before anything is opened: an error that somebody sees
/// while they change what is encrypted tells them what stands in it. The library and what opens it do not look for the
/// algorithm in the same place, so there may be one place only.
pub fn unsealed(answer: &str) -> Option<&'static str> {
    let Ok(document) = dom::parse(answer) else { return Some("it cannot be read") };
    let root = document.root;
    let data = match all(&root, &["EncryptedData"]).as_slice() {
        [] => return None,
        [one] => *one,
        _ => return Some("several parts of it are encrypted"),
    };
    let methods: Vec<&Node> = data.children.iter().filter(|child| child.local_name == "EncryptionMethod").collect();
    let [method] = methods.as_slice() else { return Some("it does not say in one place how it is encrypted") };
    let is_signed = root.children.iter().any(|child| child.local_name == "Signature");
    match algorithm(method) {
        Some(name) if SEALED.contains(&name) => None,
        Some(name) if SEALED_IF_SIGNED.contains(&name) && is_signed => None,
        Some(_) => Some("it is encrypted so that it could be changed on the way"),
        None => Some("it does not say in one word how it is encrypted"),
    }
}

/// Whether anything in it is encrypted.
pub fn is_sealed(answer: &str) -> bool {
    dom::parse(answer).is_ok_and(|document| !all(&document.root, &["EncryptedAssertion"]).is_empty())
}

/// What is wrong with the keys that metadata names. The library takes a certificate that stands alone for whatever it needs
/// one for, what it was meant for or not; and of several that are for anything it takes none.
pub fn keyless(document: &str) -> Option<&'static str> {
    let Ok(document) = dom::parse(document) else { return Some("it cannot be read") };
    let parts = all(&document.root, &["IDPSSODescriptor"]);
    let keys: Vec<&Node> = parts.iter().flat_map(|part| all(part, &["KeyDescriptor"])).collect();
    let with = |key: &Node| !all(key, &["X509Certificate"]).is_empty();
    let signs = keys.iter().any(|key| key.attr("use") == Some("signing") && with(key));
    let is_for_all = matches!(keys.as_slice(), [only] if only.attr("use").is_none() && with(only));
    (!signs && !is_for_all).then_some("it names no key that signs (KeyDescriptor with use=\"signing\")")
}

/// What is wrong with how metadata is signed, whoever signed it.
pub fn weak(document: &str) -> Option<&'static str> {
    let Ok(document) = dom::parse(document) else { return Some("it cannot be read") };
    let root = document.root;
    if root.children.iter().filter(|child| child.local_name == "Signature").count() != 1 {
        return Some("it has not one signature over the whole");
    }
    let is_strong = |signature: &&Node| {
        let (methods, digests) = (all(signature, &["SignatureMethod"]), all(signature, &["DigestMethod"]));
        let is_among = |nodes: &[&Node], known: &[&str]| {
            !nodes.is_empty() && nodes.iter().all(|node| algorithm(node).is_some_and(|name| known.contains(&name)))
        };
        methods.len() == 1 && is_among(&methods, &SIGNED) && is_among(&digests, &DIGESTED)
    };
    // Of a signature within a larger one the library might be the one to choose.
    let is_well = all(&root, &["Signature"]).iter().all(is_strong);
    (!is_well).then_some("it is signed with an algorithm that can be forged; SHA-256 or more is needed")
}

/// The algorithm that an element names, if it names one: in two namespaces there could be two.
fn algorithm(node: &Node) -> Option<&str> {
    let mut named = node.attrs.iter().filter(|(name, _)| name == "Algorithm");
    match (named.next(), named.next()) {
        (Some((_, one)), None) => Some(one),
        _ => None,
    }
}

/// All elements of these names, wherever they stand and whatever they are in.
fn all<'a>(node: &'a Node, names: &[&str]) -> Vec<&'a Node> {
    let own = names.contains(&node.local_name.as_str()).then_some(node);
    own.into_iter().chain(node.children.iter().flat_map(|child| all(child, names))).collect()
}
