//! What the worker does, round after round.

use lyceum::audit::seal;
use lyceum::error::Result;
use lyceum::notices;
use lyceum::site::Site;

use super::door::Manner;
use super::template::Copy;

/// What the worker does in its time.
pub async fn work(site: &Site) -> Result<()> {
    site.listen()?;
    site.write_down().await?;
    site.settle(-1).await?;
    notices::tell::tell(site).await?;
    while site.sweep(100).await? > 0 {}
    seal::seal(site).await?;
    site.write_down().await
}

/// In the first round its first step fails, in the second its second, and so on; in how many rounds one did. A round that
/// fails is logged, and another comes.
pub async fn work_with_faults(copy: &Copy) -> usize {
    for rounds in 0.. {
        copy.door.shut_at(Manner::Fails, rounds + 1);
        let outcome = work(&copy.node.site).await;
        copy.door.rest();
        if copy.door.shut().is_none() {
            outcome.unwrap();
            return rounds;
        }
    }
    unreachable!("what is done is not done again")
}
