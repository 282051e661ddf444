"""Makes the settings of deploy/shibboleth those of a test run: other names and places, no TLS, every replacement found."""

import os
import sys

folder = sys.argv[1]
here = os.getcwd()
port, listener, ours = os.environ["SAML_PORT"], os.environ["SAML_SHIBD_PORT"], os.environ["SAML_OURS"]
MODULES = "mpm_event authn_core authz_core headers macro proxy proxy_http shib".split()


def changed(name, changes):
    with open(f"deploy/shibboleth/{name}", encoding="utf-8") as file:
        text = file.read()
    for before, after in changes:
        if before not in text:
            sys.exit(f"{name} has no {before} any more: change tests/steps/saml/settings.py, too")
        text = text.replace(before, after)
    return text


shibboleth = changed(
    "shibboleth2.xml",
    [
        ("  <ApplicationDefaults", f'  <TCPListener address="127.0.0.1" port="{listener}"/>\n  <ApplicationDefaults'),
        ("https://mentoring.northfield.example", ours),
        ('handlerSSL="true" cookieProps="https"', 'handlerSSL="false" cookieProps="http"'),
        ('url="http://metadata.federation.example/metadata.xml"', f'path="{folder}/federation.xml"'),
        ('backingFilePath="federation-metadata.xml" maxRefreshDelay="7200"', ""),
        ('certificate="federation.pem"', f'certificate="{folder}/federation.pem"'),
        ("lyceum-attribute-map.xml", f"{here}/deploy/shibboleth/attribute-map.xml"),
        ("sp-signing-key.pem", f"{folder}/sp.key"),
        ("sp-signing-cert.pem", f"{folder}/sp.pem"),
        ("sp-encrypt-key.pem", f"{folder}/sp.key"),
        ("sp-encrypt-cert.pem", f"{folder}/sp.pem"),
    ],
)
apache = changed(
    "apache.conf",
    [
        ("/etc/apache2/lyceum-shibboleth.secret", f"{folder}/secret.conf"),
        ("https://$hostname", ours),
        ("/run/lyceum-shibboleth/socket", f"{folder}/front/socket"),
        ("Use Lyceum campus https://idp.northfield.example/entity", f"Use Lyceum uni {os.environ['SAML_ENTITY']}"),
    ],
)
modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES if name != "shib")
head = f"""ServerRoot /etc/apache2
PidFile {folder}/apache.pid
Listen 127.0.0.31:{port}
ServerName {ours}
ErrorLog {folder}/apache-error.log
{modules}
LoadModule mod_shib /usr/lib/apache2/modules/mod_shib.so
User www-data
Group www-data
ShibConfig {folder}/shibboleth2.xml
"""
with open(f"{folder}/shibboleth2.xml", "w", encoding="utf-8") as out:
    out.write(shibboleth)
with open(f"{folder}/apache.conf", "w", encoding="utf-8") as out:
    out.write(head + apache)
