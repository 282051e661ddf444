<?php
// Shibboleth in front, which can read what is encrypted for it.
$ours = getenv('SAML_OURS');
$metadata["$ours/shibboleth"] = [
    'AssertionConsumerService' => "$ours/Shibboleth.sso/SAML2/POST",
    'assertion.encryption' => true,
    'certificate' => 'sp.pem',
];
// The program itself: plain, and with a key of its own.
$metadata["$ours/sso/direct/metadata"] = ['AssertionConsumerService' => "$ours/sso/direct/acs"];
$metadata["$ours/sso/sealed/metadata"] = [
    'AssertionConsumerService' => "$ours/sso/sealed/acs",
    'assertion.encryption' => true,
    'certificate' => 'sp.pem',
];
