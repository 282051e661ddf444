//! The attributes that can be changed of a person and of a group, and those that are known and not kept.

use super::filter::{GROUP, USER};

/// What can be changed.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The schema, whose name may stand before an attribute.
    pub urn: &'static str,
    /// What is kept.
    pub attributes: &'static [Attribute],
    /// What the standard knows beside them; a change of it changes nothing, and is no mistake of whoever sends it.
    pub passed_over: &'static [&'static str],
}

/// An attribute.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Attribute {
    pub name: &'static str,
    pub shape: Shape,
}

/// Of what an attribute is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    Simple,
    /// One value of several parts.
    Complex(&'static [&'static str]),
    /// Values of several parts, told apart by the part `value`.
    Many(&'static [&'static str]),
}

const fn simple(name: &'static str) -> Attribute {
    Attribute { name, shape: Shape::Simple }
}

/// A person (RFC 7643, 4.1).
pub const PERSON: Target = Target {
    urn: USER,
    attributes: &[
        simple("userName"),
        simple("externalId"),
        simple("active"),
        simple("displayName"),
        Attribute { name: "name", shape: Shape::Complex(&["formatted", "familyName", "givenName"]) },
        Attribute { name: "emails", shape: Shape::Many(&["value", "type", "primary", "display"]) },
    ],
    passed_over: &[
        "nickName",
        "profileUrl",
        "title",
        "userType",
        "preferredLanguage",
        "locale",
        "timezone",
        "password",
        "phoneNumbers",
        "ims",
        "photos",
        "addresses",
        "entitlements",
        "roles",
        "x509Certificates",
        "name.middleName",
        "name.honorificPrefix",
        "name.honorificSuffix",
    ],
};

/// A group (RFC 7643, 4.2).
pub const CIRCLE: Target = Target {
    urn: GROUP,
    attributes: &[
        simple("displayName"),
        simple("externalId"),
        Attribute { name: "members", shape: Shape::Many(&["value", "type", "$ref", "display"]) },
    ],
    passed_over: &[],
};

/// What only we say.
pub const READ_ONLY: [&str; 4] = ["id", "schemas", "meta", "groups"];
/// How the names of extensions begin: of a person's company, for one. None is kept.
pub const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:";
