//! Servers over TLS: whom the machine trusts, under the name that was asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use lyceum::http::fetch::Asked;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::served::{lead, ok};
use super::*;

const FOLLOWING: Asked = Asked { most_bytes: 1000, follow: true };

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls").join(name)
}

/// A server that is `trusted.example` to whoever trusts the authority of these tests; it leads `/on` to an address.
async fn trusted(place: String) -> Served {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_file_iter(fixture("server.pem")).unwrap().collect();
    let key = PrivateKeyDer::from_pem_file(fixture("server.key")).unwrap();
    let settings = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let settings = settings.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let settings = settings.with_single_cert(certificates.unwrap(), key).unwrap();
    let answer = move |asked: &str| vec![if asked.starts_with("get /on") { lead(302, &place) } else { ok(b"hello") }];
    Served::behind(TlsAcceptor::from(Arc::new(settings)), answer).await
}

/// A client that finds every name on this machine, and may ask these.
fn finding(hosts: &[&str]) -> Fetch {
    let (lookup, _) = answering(&[&["127.0.0.1"]]);
    Fetch::looking_up(&listing(hosts), lookup, Duration::from_secs(5)).unwrap()
}

#[actix_web::test]
async fn a_certificate_that_the_machine_does_not_trust_is_refused() {
    let server = trusted(String::new()).await;
    let failure = finding(&["trusted.example"]).send(get(&format!("https://trusted.example:{}/", server.port()))).await;
    let failure = failure.unwrap_err();
    assert!(failure.word() == "broken" && failure.to_string().contains("UnknownIssuer"), "{failure}");
}

#[actix_web::test]
async fn a_trusted_server_is_asked_under_its_own_name_and_never_back_to_http() {
    // Whom a machine trusts is a matter of its environment, and only a process of its own can have another.
    let authority = fixture("authority.pem");
    if std::env::var_os("SSL_CERT_FILE").is_none_or(|file| file != authority) {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "fetch::tls::a_trusted_server_is_asked_under_its_own_name_and_never_back_to_http"])
            .env("SSL_CERT_FILE", authority)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let plain = Served::saying("plain").await;
    let server = trusted(plain.address("/")).await;
    let address = |name: &str, path: &str| format!("https://{name}:{}{path}", server.port());
    let fetch = finding(&["trusted.example", "other.example", "127.0.0.1"]);
    assert_eq!(body(&fetch.send(get(&address("trusted.example", "/"))).await.unwrap()), "hello");
    assert_eq!(fetch.send(get(&address("other.example", "/"))).await.unwrap_err().word(), "broken");
    let led = fetch.send_as(get(&address("trusted.example", "/on")), FOLLOWING).await;
    assert_eq!((led.unwrap_err(), plain.connections()), (Failure::NotHttps, 0));
    assert_eq!(body(&fetch.send(get(&plain.address("/"))).await.unwrap()), "plain");
    // The same server, by a name that is not listed: its good certificate does not help.
    let refused = finding(&[]).send(get(&address("trusted.example", "/"))).await;
    assert_eq!(refused.unwrap_err(), Failure::Forbidden("trusted.example".into()));
}
