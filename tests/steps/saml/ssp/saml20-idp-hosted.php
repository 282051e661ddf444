<?php
$metadata[getenv('SAML_ENTITY')] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.pem',
    'auth' => 'people',
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    'scope' => ['northfield.example'],
    'saml20.sign.response' => true,
    'saml20.sign.assertion' => true,
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'authproc' => [
        100 => [
            'class' => 'core:AttributeMap',
            'name2oid',
            'pairwise-id' => 'urn:oasis:names:tc:SAML:attribute:pairwise-id',
        ],
    ],
];
