//! Letters: whether the mail server can be reached, and whether some stay behind.

use std::time::Duration;

use super::{Case, Finding};
use crate::config::Config;
use crate::db::{Conn, deliveries};
use crate::error::{Error, Result};
use crate::mail::Mailer;

/// How long a letter may be due; a claim pushes it five minutes ahead, so twice that is nobody.
const DUE_SECONDS: i64 = 600;
/// How long the mail server may take to greet.
const PATIENCE: Duration = Duration::from_secs(10);

/// Greets the mail server, if there is one.
pub async fn server(config: &Config) -> Option<Finding> {
    if config.mail.smtp.is_empty() {
        return None;
    }
    let greet = async { Mailer::new(&config.mail)?.greet().await };
    let greeted = tokio::time::timeout(PATIENCE, greet).await;
    let cause = greeted.unwrap_or_else(|late| Err(Error::internal(late))).err()?;
    Some(Finding::new(
        "mail",
        format!("The mail server cannot be used: {cause}. Nobody gets a sign-in link."),
        "Look at mail.smtp (smtp://USER:PASSWORD@HOST:PORT or smtps://…) and whether a firewall stands between.",
    ))
}

/// Looks at the queue.
pub fn look(case: &Case, conn: &mut Conn, findings: &mut Vec<Finding>) -> Result<()> {
    let now = case.clock.now();
    let queue = deliveries::queue_now(conn)?;
    let due = queue.next_try.map_or(0, |next| now.seconds_since(next));
    if due > DUE_SECONDS && case.config.mail.smtp.is_empty() {
        findings.push(Finding::new(
            "mail",
            format!("{} letters wait, and no mail server is set.", queue.waiting),
            "Set mail.smtp and mail.from and restart; the letters leave then.",
        ));
    } else if due > DUE_SECONDS {
        findings.push(Finding::new(
            "queue",
            format!("{} letters wait; the first is due for {due} seconds, and nobody takes it up.", queue.waiting),
            "Start lyceum serve, whose worker sends them; if it runs, restart it and keep its log.",
        ));
    }
    if queue.dead > 0 {
        let why = deliveries::last_failure(conn)?.unwrap_or_default();
        findings.push(Finding::new(
            "dead-letters",
            format!("{} letters were given up after five days; the last because: {why}", queue.dead),
            "Mend the cause, then let them be tried again: UPDATE deliveries SET dead_at = NULL, attempts = 0 \
             WHERE dead_at IS NOT NULL AND done_at IS NULL; or forget them: DELETE with the same WHERE.",
        ));
    }
    Ok(())
}
