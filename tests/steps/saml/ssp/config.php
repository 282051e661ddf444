<?php
// SimpleSAMLphp as a provider for one test run: everything in its folder, nothing kept.
$folder = getenv('SAML_FOLDER') . '/ssp/';
$config = [
    'baseurlpath' => 'http://127.0.0.1:' . getenv('SAML_IDP_PORT') . '/',
    'certdir' => getenv('SAML_FOLDER') . '/',
    'datadir' => $folder . 'data/',
    'tempdir' => $folder . 'tmp/',
    'loggingdir' => $folder . 'log/',
    'metadatadir' => $folder . 'metadata/',
    'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
    'secretsalt' => 'worth nothing to anybody',
    'auth.adminpassword' => 'worth nothing to anybody',
    'technicalcontact_email' => 'it@northfield.example',
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'session.phpsession.cookiename' => 'SimpleSAML',
    'session.authtoken.cookiename' => 'SimpleSAMLAuthToken',
    'store.type' => 'phpsession',
    'logging.handler' => 'errorlog',
    'logging.level' => 4,
    'timezone' => 'UTC',
    'language.default' => 'en',
    'metadata.sources' => [['type' => 'flatfile']],
    'trusted.url.domains' => ['northfield.localhost'],
    'admin.checkforupdates' => false,
];
