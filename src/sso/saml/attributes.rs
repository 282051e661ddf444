//! The attributes that are read, and the names by which rules ask for them: those of OpenID Connect and of REFEDS, so that a
//! rule means the same whichever language a provider speaks.

/// An attribute.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As rules name it.
    pub claim: &'static str,
    /// As Shibboleth names it in a header, by the map in `deploy/shibboleth/`.
    pub header: &'static str,
    /// As it is named in an assertion.
    pub name: &'static str,
    /// What stands in its values.
    pub holds: Holds,
}

/// What stands in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One value, such as a name: of several, the first is taken.
    Text,
    /// Any number of values.
    Words,
    /// Any number of values that say where they hold behind an `@`.
    Scoped,
    /// One value that is such a place itself.
    Scope,
}

const fn attribute(claim: &'static str, header: &'static str, name: &'static str, holds: Holds) -> Attribute {
    Attribute { claim, header, name, holds }
}

/// All that are read. An e-mail address is not said to be the person's, so none is kept: a provider may let people write
/// there what they like.
pub const ATTRIBUTES: [Attribute; 12] = [
    attribute("subject_id", "subject-id", "urn:oasis:names:tc:SAML:attribute:subject-id", Holds::Scoped),
    attribute("pairwise_id", "pairwise-id", "urn:oasis:names:tc:SAML:attribute:pairwise-id", Holds::Scoped),
    attribute("eduperson_principal_name", "eppn", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6", Holds::Scoped),
    attribute("eduperson_scoped_affiliation", "affiliation", "urn:oid:1.3.6.1.4.1.5923.1.1.1.9", Holds::Scoped),
    attribute("eduperson_affiliation", "unscoped-affiliation", "urn:oid:1.3.6.1.4.1.5923.1.1.1.1", Holds::Words),
    attribute("eduperson_entitlement", "entitlement", "urn:oid:1.3.6.1.4.1.5923.1.1.1.7", Holds::Words),
    attribute("eduperson_assurance", "assurance", "urn:oid:1.3.6.1.4.1.5923.1.1.1.11", Holds::Words),
    attribute("schac_home_organization", "schacHomeOrganization", "urn:oid:1.3.6.1.4.1.25178.1.2.9", Holds::Scope),
    attribute("name", "displayName", "urn:oid:2.16.840.1.113730.3.1.241", Holds::Text),
    attribute("given_name", "givenName", "urn:oid:2.5.4.42", Holds::Text),
    attribute("family_name", "sn", "urn:oid:2.5.4.4", Holds::Text),
    attribute("email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", Holds::Text),
];

/// The one that rules name so.
pub fn by_claim(claim: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|attribute| attribute.claim == claim)
}
