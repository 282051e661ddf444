//! `lyceum doctor`

use serde::Serialize;

use super::arguments::{Form, Place};
use super::{opening, report};
use crate::doctor::{CHECKS, Case, Finding, examine};
use crate::error::Result;

#[derive(Serialize)]
struct Outcome {
    checks: [&'static str; CHECKS.len()],
    findings: Vec<Finding>,
}

/// Says what is wrong and how to mend it; `false` if anything is.
pub async fn run(place: &Place, form: Form) -> Result<bool> {
    let findings = match opening::served(place) {
        Ok(config) => examine(&Case::of(config)).await?,
        Err(cause) => vec![Finding::new(
            "settings",
            report::sentence(&cause, place),
            "Mend the setting it names; lyceum config show --origin says where each comes from.",
        )],
    };
    let is_well = findings.is_empty();
    if form.json {
        report::json(&Outcome { checks: CHECKS, findings })?;
        return Ok(is_well);
    }
    for finding in &findings {
        println!("{}: {}\n    {}", finding.check, finding.what, finding.mend);
    }
    match findings.len() {
        0 => eprintln!("{} checks, and nothing is wrong", CHECKS.len()),
        count => eprintln!("{} checks, {count} found something wrong", CHECKS.len()),
    }
    Ok(is_well)
}
