//! The shape of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::audit::AuditVerb;
use super::backup::{BackUp, Restore};
use super::board::BoardVerb;
use super::cohort::CohortVerb;
use super::demo::DemoVerb;
use super::institution::InstitutionVerb;
use super::invitation::InvitationVerb;
use super::lti::LtiVerb;
use super::mail::MailVerb;
use super::member::MemberVerb;
use super::scim::ScimVerb;
use super::search::SearchVerb;
use super::serve::Serve;
use super::session::SessionVerb;
use super::settings::ConfigVerb;
use super::sso::SsoVerb;

/// A federated, static-first forum for mentoring cohorts.
#[derive(Debug, Parser)]
#[command(name = "lyceum", version, arg_required_else_help = true, after_help = "Example: lyceum serve --demo")]
pub struct Arguments {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the site is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder of the database, the pages and the secret
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// File with settings (default: lyceum.toml here, if there is one)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the site
    #[command(after_help = "Example: lyceum serve --demo --listen 127.0.0.1:8080")]
    Serve(Serve),
    /// Bring the database up to date
    #[command(after_help = "Example: lyceum migrate --data ./data")]
    Migrate(Form),
    /// Fill a site with the demonstration
    #[command(subcommand, after_help = "Example: lyceum demo load --size m")]
    Demo(DemoVerb),
    /// Institutions
    #[command(subcommand, after_help = "Example: lyceum institution list")]
    Institution(InstitutionVerb),
    /// Cohorts
    #[command(subcommand, after_help = "Example: lyceum cohort list --institution northfield")]
    Cohort(CohortVerb),
    /// Boards
    #[command(subcommand, after_help = "Example: lyceum board list --institution northfield")]
    Board(BoardVerb),
    /// Members
    #[command(subcommand, after_help = "Example: lyceum member list --institution northfield")]
    Member(MemberVerb),
    /// Invitations into cohorts, as links and as code words
    #[command(subcommand, after_help = "Example: lyceum invitation list --institution northfield")]
    Invitation(InvitationVerb),
    /// Sessions
    #[command(subcommand, after_help = "Example: lyceum session new --institution northfield --member ruth-osei")]
    Session(SessionVerb),
    /// Bring in what was written elsewhere
    #[command(subcommand, after_help = "Example: lyceum import mbox --institution northfield --board r-help ./archive")]
    Import(ImportVerb),
    /// Render every stored page again; an interrupted run goes on, for a day
    #[command(after_help = "Example: lyceum rebuild --institution northfield")]
    Rebuild(Again),
    /// Compare every stored page with a fresh render
    #[command(after_help = "Example: lyceum verify --json")]
    Verify(Which),
    /// Copy the whole site into one file, while it serves
    #[command(after_help = "Example: lyceum backup /var/backups/lyceum.backup")]
    Backup(BackUp),
    /// Bring a backup into an empty site
    #[command(after_help = "Example: lyceum restore /var/backups/lyceum.backup --data ./new")]
    Restore(Restore),
    /// What was done, by whom and why
    #[command(subcommand, after_help = "Example: lyceum audit verify")]
    Audit(AuditVerb),
    /// Sign-on by an institution's own providers
    #[command(subcommand, after_help = "Example: lyceum sso list --institution northfield")]
    Sso(Box<SsoVerb>),
    /// Provisioning by an institution's identity system
    #[command(subcommand, after_help = "Example: lyceum scim token list --institution northfield")]
    Scim(ScimVerb),
    /// Course platforms, such as Moodle and Canvas
    #[command(subcommand, after_help = "Example: lyceum lti list --institution northfield")]
    Lti(LtiVerb),
    /// Letters that came back
    #[command(subcommand, after_help = "Example: lyceum mail bounce < message")]
    Mail(MailVerb),
    /// The index that searching asks
    #[command(subcommand, after_help = "Example: lyceum search rebuild")]
    Search(SearchVerb),
    /// List every route
    #[command(after_help = "Example: lyceum routes --json")]
    Routes(Form),
    /// Say what is wrong with the site and how to mend it
    #[command(after_help = "Example: lyceum doctor --data /var/lib/lyceum")]
    Doctor(Form),
    /// Settings
    #[command(subcommand, after_help = "Example: lyceum config show --origin")]
    Config(ConfigVerb),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Form {
    /// Print one JSON value and nothing else
    #[arg(long)]
    pub json: bool,
}

/// `import …`
#[derive(Debug, Subcommand)]
pub enum ImportVerb {
    /// Mail archives (mboxrd, mboxo, pipermail text; .gz; folders; - for stdin) become threads
    #[command(after_help = "Example: lyceum import mbox --institution northfield --board r-help ./archive")]
    Mbox {
        #[command(flatten)]
        of: OfInstitution,
        /// Board on which the threads will stand
        #[arg(long)]
        board: String,
        /// Read and count, and write nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        form: Form,
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

/// One institution, or all of them.
#[derive(Debug, Args)]
pub struct Which {
    /// Only this institution
    #[arg(long)]
    pub institution: Option<String>,
    #[command(flatten)]
    pub form: Form,
}

/// What is rendered again.
#[derive(Debug, Args)]
pub struct Again {
    /// Render the text of posts again, too, where an older version did; goes on where an earlier run was interrupted
    #[arg(long)]
    pub text: bool,
    #[command(flatten)]
    pub which: Which,
}

/// The institution that a command is about.
#[derive(Debug, Clone, Args)]
pub struct OfInstitution {
    /// Which institution
    #[arg(long, value_name = "SLUG")]
    pub institution: String,
}

/// The member that a command is about.
#[derive(Debug, Clone, Args)]
pub struct OfMember {
    #[command(flatten)]
    pub of: OfInstitution,
    /// Username
    #[arg(long, value_name = "USERNAME")]
    pub member: String,
}
