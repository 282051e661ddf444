//! `lyceum scim`

mod group;
mod token;

use clap::{Args, Subcommand};

use super::arguments::{OfInstitution, OfMember, Place};
use super::opening;
use crate::error::Result;
use crate::scim::adopt;
use crate::site::Site;
use group::GroupVerb;
use token::TokenVerb;

/// `scim …`
#[derive(Debug, Subcommand)]
pub enum ScimVerb {
    /// What identity systems prove themselves by
    #[command(subcommand, after_help = "Example: lyceum scim token list --institution northfield")]
    Token(TokenVerb),
    /// Its groups, and what they give
    #[command(subcommand, after_help = "Example: lyceum scim group list --institution northfield")]
    Group(GroupVerb),
    /// Members whom it knows
    #[command(
        subcommand,
        after_help = "Example: lyceum scim user adopt --institution northfield --member ruth-osei --user-name ruth@northfield.example"
    )]
    User(UserVerb),
}

/// `scim user …`
#[derive(Debug, Subcommand)]
pub enum UserVerb {
    /// Hand somebody who is a member already to it: from then on it may rename and suspend them
    #[command(
        after_help = "Example: lyceum scim user adopt --institution northfield --member ruth-osei --user-name ruth@northfield.example"
    )]
    Adopt(Adopt),
}

/// `scim user adopt`
#[derive(Debug, Args)]
pub struct Adopt {
    #[command(flatten)]
    whose: OfMember,
    /// What the identity system calls them
    #[arg(long, value_name = "USERNAME")]
    user_name: String,
}

/// Does it.
pub async fn run(place: &Place, verb: ScimVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    let done = match verb {
        ScimVerb::Token(verb) => token::run(&site, verb).await,
        ScimVerb::Group(verb) => group::run(&site, verb).await,
        ScimVerb::User(UserVerb::Adopt(order)) => hand_over(&site, order).await,
    };
    site.close().await?;
    done.map(|()| true)
}

async fn hand_over(site: &Site, order: Adopt) -> Result<()> {
    let (house, member) = (opening::institution(site, &order.whose.of)?.id, opening::member(site, &order.whose)?.id);
    let name = order.user_name.clone();
    site.write(move |tx| adopt::adopt(tx, house, member, &name)).await?;
    println!("{} is {} to the identity system", order.whose.member, order.user_name);
    Ok(())
}

/// Below which address everything lies, to be given to the identity system.
fn base(site: &Site, of: &OfInstitution) -> Result<String> {
    let house = opening::institution(site, of)?;
    Ok(crate::scim::shown::Base::of(&house.base_url(site.config.port())).0)
}
