<?php
// Cy is staff, Di studies, and Mal claims what another university alone could say.
$person = fn ($name, $affiliations) => [
    'uid' => [$name],
    'mail' => ["$name@northfield.example"],
    'displayName' => [ucfirst($name)],
    'eduPersonPrincipalName' => ["$name@northfield.example"],
    'eduPersonScopedAffiliation' => $affiliations,
    'schacHomeOrganization' => ['northfield.example'],
    'pairwise-id' => [hash('sha256', $name) . '@northfield.example'],
];
$config = [
    'admin' => ['core:AdminPassword'],
    'people' => [
        'exampleauth:UserPass',
        'cy:cypw' => $person('cy', ['staff@northfield.example', 'member@northfield.example']),
        'di:dipw' => $person('di', ['student@northfield.example', 'member@northfield.example']),
        'mal:malpw' => $person('mal', ['staff@eastbridge.example']),
    ],
];
