//! The audit as a table: all that is asked for, in pieces, and nothing in it that a program would reckon.

use actix_web::http::Method;

use super::chain::lines;
use crate::support::Scene;

#[actix_web::test]
async fn the_table_holds_every_line_that_is_asked_for_and_says_who_took_it_away() {
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let admin = scene.as_member("ada-lee").await;
    lines(&scene.site, &scene.house, 1_100).await;
    let (house, by) = (scene.house.id, scene.person("helen").id);
    let why = "=HYPERLINK(\"http://evil.example\"), \"so\"";
    scene.site.write(move |tx| tx.audit(house, Some(by), "test.mark", "-x", why)).await.unwrap();
    let answer = admin.get("/admin/audit/lines.csv?verb=test.mark").await;
    answer.is(200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let named = "attachment; filename=\"audit-northfield-2027-03-01.csv\"";
    assert_eq!(answer.header("content-disposition"), Some(named));
    let text = answer.source();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows.len(), 1 + 1_101 + 1, "a head, every line, and the end of the last one");
    assert!(rows[0].starts_with("\"Number\",\"Time (UTC)\",\"By (username)\""), "{}", rows[0]);
    assert!(rows[1].contains("\"helen\",\"Helen\",\"test.mark\",\"\",\"'-x\""), "{}", rows[1]);
    assert!(rows[1].contains("\"'=HYPERLINK(\"\"http://evil.example\"\"), \"\"so\"\"\""), "{}", rows[1]);
    assert!(rows[2].contains("\"\",\"\",\"test.mark\",\"\",\"x\",\"y\""), "{}", rows[2]);
    let taken = admin.get("/admin/audit/?verb=audit.download").await;
    taken.is(200).shows("Downloaded the audit").shows("Ada Lee").shows("verb=test.mark");
    assert_eq!(taken.texts_of("article").len(), 1);
    let ruth = scene.as_member("ruth").await;
    ruth.asking(Method::HEAD, "/admin/audit/lines.csv").send().await.is(404);
}

#[test]
fn no_cell_is_reckoned_and_none_breaks_out_of_its_quotes() {
    let cells = ["=1+1", "+1", "-1", "@a", "\tb", "a \"b\", c", "two\nlines", "＝1", "1-1"].map(str::to_owned);
    let expected = "\"'=1+1\",\"'+1\",\"'-1\",\"'@a\",\"'\tb\",\"a \"\"b\"\", c\",\"two\nlines\",\"'＝1\",\"1-1\"\r\n";
    assert_eq!(lyceum::audit::sheet::row(cells), expected);
}
