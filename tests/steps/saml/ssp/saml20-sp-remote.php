<?php
// Shibboleth in front, which can read what is encrypted for it.
$ours = getenv('SAML_OURS');
$metadata["$ours/shibboleth"] = [
    'AssertionConsumerService' => "$ours/Shibboleth.sso/SAML2/POST",
    'assertion.encryption' => true,
    'certificate' => 'sp.pem',
];
