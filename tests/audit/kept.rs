//! The newest seal outside of the database: a chain that was cut off is missed, whatever is written afterwards.

use diesel::connection::SimpleConnection;
use lyceum::audit::chain::Head;
use lyceum::audit::fault::What;
use lyceum::audit::{kept, model, seal};

use super::chain::{found, lines};
use crate::support::TestSite;

#[actix_web::test]
async fn lines_cut_off_at_the_end_are_missed_even_when_others_have_taken_their_numbers() {
    let site = TestSite::with(|settings| settings.is_audited = false).await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 9).await;
    seal::seal(&site).await.unwrap();
    let file = kept::file(site.folder());
    let as_kept = std::fs::read_to_string(&file).unwrap();
    assert!(as_kept.starts_with("newest 10 "), "{as_kept}");
    let cut = "DELETE FROM audit WHERE number > 7";
    site.db.write(move |conn| Ok(conn.batch_execute(cut)?)).await.unwrap();
    assert_eq!(seal::seal(&site).await.unwrap(), 0, "it is told with the next seal, not twice a second");
    let missed: Vec<_> = found(&site).faults.iter().map(|fault| (fault.number, fault.what)).collect();
    assert_eq!(missed, [(Some(8), What::Cut), (Some(9), What::Cut), (Some(10), What::Cut)]);
    lines(&site, &house, 5).await;
    let told = seal::seal(&site).await.unwrap_err().to_string();
    assert!(told.contains("does not go as far as line 10"), "{told}");
    let missed: Vec<_> = found(&site).faults.iter().map(|fault| (fault.number, fault.what)).collect();
    assert_eq!(missed, [(Some(10), What::Seal)], "what stands there now is not what was kept");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), as_kept, "what was kept stays for whoever looks into it");
}

#[actix_web::test]
async fn what_is_kept_never_goes_back_when_two_processes_share_a_folder() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 9).await;
    seal::seal(&site).await.unwrap();
    let file = kept::file(site.folder());
    let as_kept = std::fs::read_to_string(&file).unwrap();
    let earlier = Head { number: 1, seal: site.read(|conn| model::seal_at(conn, 1)).await.unwrap().unwrap() };
    seal::keep(&site, earlier, false).await.unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), as_kept, "the other process was quicker");
}

#[actix_web::test]
async fn what_is_kept_is_believed_only_under_the_code_of_this_site() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 9).await;
    seal::seal(&site).await.unwrap();
    let (file, key) = (kept::file(site.folder()), &site.secret.audit);
    let text = std::fs::read_to_string(&file).unwrap();
    let kept = kept::read(site.folder(), key).unwrap().unwrap();
    assert_eq!((kept.newest.clone(), kept.restored), (found(&site).newest, None));
    for false_one in [text.replace("newest 10", "newest 7"), text.replace("newest", "restored "), "10".to_owned()] {
        std::fs::write(&file, false_one).unwrap();
        let told = kept::read(site.folder(), key).unwrap_err().to_string();
        assert!(told.contains("was changed, or belongs to a site with another secret.key"), "{told}");
    }
    std::fs::write(&file, text).unwrap();
    assert!(kept::read(site.folder(), key).unwrap().is_some());
}

#[actix_web::test]
async fn every_node_keeps_the_newest_seal_whichever_of_them_sealed() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 3).await;
    seal::seal(&site).await.unwrap();
    let file = kept::file(site.folder());
    std::fs::remove_file(&file).unwrap();
    let second = site.second_process().await;
    assert_eq!(seal::seal(&second.site).await.unwrap(), 0);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("newest 4 "));
}
